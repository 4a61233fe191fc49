using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Evaluation;

namespace Hitl.Tests.Governance;

/// <summary>The demo catalog with rules of a test's own for its refunds, for bounds that a parsed catalog rarely has.</summary>
internal static class Ruled
{
    public static readonly ActionDefinition Refund = Demo.Catalog.Actions[new("refund")];

    public static Catalog By(params Rule[] rules) => By(action => action with { Rules = rules });

    public static Catalog By(Func<ActionDefinition, ActionDefinition> change, params Rule[] rules)
    {
        var action = change(Refund with { Rules = rules });
        return Demo.Catalog with { Actions = new Dictionary<Hitl.Escalations.Ids.ActionName, ActionDefinition> { [action.Name] = action } };
    }

    public static Rule Allow(string id = "allow") => new() { Id = id, Effect = "allow" };

    public static Rule Ask(string id, string path) => new() { Id = id, Effect = "ask", Path = path };

    public static Rule Deny(string id = "deny") => new() { Id = id, Effect = "deny" };

    public static EscalationPath PathOf(string name, int quorum) =>
        new(name, quorum == 0 ? [] : [new() { Name = "desk", Role = new("refund-approver"), Quorum = quorum, Wait = TimeSpan.FromHours(1) }]);

    public static IReadOnlyDictionary<string, EscalationPath> Paths(params (string Name, int Quorum)[] paths) => paths.ToDictionary(path => path.Name, path => PathOf(path.Name, path.Quorum));

    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Values(string name, params string[] values) => new Dictionary<string, IReadOnlyList<string>> { [name] = values };

    public static IReadOnlyDictionary<string, AmountRange> Dollars(long minimum, long maximum) => new Dictionary<string, AmountRange> { ["USD"] = new(minimum, maximum) };

    /// <summary>What would have to differ, with the requests that prove it.</summary>
    public static IReadOnlyList<Difference> Differences(Catalog catalog, ActionRequest request) => Hitl.Governance.Evaluation.Differences.Find(catalog, request, Ruling.Of(catalog, request));

    public static IEnumerable<string> Clauses(Catalog catalog, ActionRequest request) => Differences(catalog, request).Select(difference => difference.Clause);
}
