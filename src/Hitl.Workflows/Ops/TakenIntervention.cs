namespace Hitl.Workflows.Ops;

/// <summary>What ops decided, as the workflow acts on it.</summary>
/// <param name="Abandons">True: stop, undo what can be undone, close. False: try the step again, looking up first.</param>
/// <param name="By">Who, for the outcome sentence.</param>
public sealed record TakenIntervention(bool Abandons, string By);
