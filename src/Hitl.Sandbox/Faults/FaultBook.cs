using Hitl.Sandbox.Journaling;

namespace Hitl.Sandbox.Faults;

/// <summary>The fault switches of every scope ("slack", "payments", …). Remembered across restarts, counts included.</summary>
internal sealed class FaultBook(Journal journal)
{
    private readonly DurableTable<FaultRule> _rules = new(journal, "faults");
    private long _next = 1;

    public IReadOnlyList<FaultRule> List(string scope) =>
        journal.Change(() => _rules.Rows.Where(rule => InScope(rule, scope)).ToList());

    public IReadOnlyList<FaultRule> Replace(string scope, IEnumerable<FaultRule> rules) => journal.Change(() =>
    {
        Clear(scope);
        foreach (var rule in rules) Add(scope, rule);
        return List(scope);
    });

    public FaultRule Add(string scope, FaultRule rule) => journal.Change(() =>
    {
        string id;
        do id = $"{scope}/{_next++}"; while (_rules.TryFind(id, out _));
        return _rules.Put(id, rule with { Id = id, Hits = 0 });
    });

    public void Clear(string scope) => journal.Change(() =>
    {
        foreach (var rule in List(scope)) _rules.Remove(rule.Id);
        return true;
    });

    /// <summary>Takes every rule that hits this call, and counts it.</summary>
    /// <param name="scope">"slack" or a target's name.</param>
    /// <param name="kinds">The kinds that can happen to such a call.</param>
    /// <param name="on">The method, or "write" / "lookup".</param>
    /// <param name="subjects">Every value the call mentions, for rules that are limited to one of them.</param>
    public FaultSet Take(string scope, IReadOnlySet<string> kinds, string on, IReadOnlySet<string> subjects) => journal.Change(() =>
    {
        var hit = new Dictionary<string, FaultRule>();
        foreach (var rule in List(scope).Where(rule => Hits(rule, kinds, on, subjects)))
        {
            if (hit.TryAdd(rule.Kind, rule)) _rules.Put(rule.Id, rule with { Times = rule.Times - 1, Hits = rule.Hits + 1 });
        }

        return hit.Count == 0 ? FaultSet.None : new FaultSet(hit);
    });

    private static bool Hits(FaultRule rule, IReadOnlySet<string> kinds, string on, IReadOnlySet<string> subjects) =>
        rule.Times is not <= 0
        && kinds.Contains(rule.Kind)
        && (rule.On is null or "*" || rule.On == on)
        && (rule.Only is null || subjects.Contains(rule.Only));

    private static bool InScope(FaultRule rule, string scope) => rule.Id.StartsWith(scope + "/", StringComparison.Ordinal);
}
