namespace Hitl.Client.Catalogs;

/// <summary>Automatic approvals drawn for review.</summary>
/// <param name="Lines">Newest first, at most 1,000.</param>
/// <param name="Shares">By action, how many were drawn from and how many were chosen, so that the share can be checked.</param>
public sealed record SamplesView(IReadOnlyList<SampleLine> Lines, IReadOnlyList<SampleShareLine> Shares);
