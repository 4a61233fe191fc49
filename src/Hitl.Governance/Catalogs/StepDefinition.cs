namespace Hitl.Governance.Catalogs;

/// <summary>One step of an action's saga.</summary>
/// <param name="Name">Unique within the action.</param>
/// <param name="Target">A target of the catalog.</param>
/// <param name="Operation">The connector's operation.</param>
/// <param name="Arguments">Argument name to template: text with <c>{parameter}</c>, <c>{amount}</c>, <c>{currency}</c>, <c>{customer}</c>, <c>{request}</c>.</param>
/// <param name="Compensation">The operation that undoes it; null for a step that cannot be undone.</param>
/// <param name="Timeout">How long one call may take.</param>
/// <param name="Retries">Sends that failed before taking effect are tried again this often.</param>
public sealed record StepDefinition(
    string Name, string Target, string Operation, IReadOnlyDictionary<string, string> Arguments, string? Compensation, TimeSpan Timeout, int Retries)
{
    /// <summary>Parameter with the target's reference of what the step undoes; null for a step that undoes nothing.</summary>
    public string? Undoes { get; init; }
}
