namespace Hitl.Client.Retention;

/// <summary>How long rows are kept, what is over its time, and what is held.</summary>
/// <param name="Days">Days by class: <c>trail</c>, <c>contact</c>, <c>access</c>.</param>
/// <param name="Expirable">Rows whose days are over, oldest first.</param>
/// <param name="Holds">Legal holds that stand.</param>
public sealed record RetentionView(IReadOnlyDictionary<string, int> Days, IReadOnlyList<ExpirableView> Expirable, IReadOnlyList<HoldView> Holds);
