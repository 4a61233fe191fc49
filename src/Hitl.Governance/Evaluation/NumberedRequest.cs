namespace Hitl.Governance.Evaluation;

/// <summary>What rules' usual bounds are held against: a request in the numbers of a catalog's <see cref="Vocabulary"/>.</summary>
/// <param name="Minor">Its amount in minor units; 0 without one.</param>
/// <param name="Currency">The number of the amount's currency; equal to no bound without an amount.</param>
/// <param name="Segment">The number of its customer's segment.</param>
/// <param name="Channel">The number of its channel.</param>
internal readonly record struct NumberedRequest(long Minor, int Currency, int Segment, int Channel);
