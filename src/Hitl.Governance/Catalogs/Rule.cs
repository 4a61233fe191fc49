using Hitl.Escalations.Ids;

namespace Hitl.Governance.Catalogs;

/// <summary>One rule of an action: typed bounds only. An empty list bounds nothing.</summary>
public sealed record Rule
{
    /// <summary>Unique within the action.</summary>
    public required string Id { get; init; }

    /// <summary><c>allow</c>, <c>ask</c> or <c>deny</c>.</summary>
    public required string Effect { get; init; }

    /// <summary>For whom.</summary>
    public IReadOnlyList<ActorId> Actors { get; init; } = [];

    /// <summary>Agent versions it covers.</summary>
    public IReadOnlyList<string> AgentVersions { get; init; } = [];

    /// <summary>Inclusive amount ranges by currency; with any, a currency not listed does not match.</summary>
    public IReadOnlyDictionary<string, AmountRange> Amounts { get; init; } = new Dictionary<string, AmountRange>();

    /// <summary>Customer segments.</summary>
    public IReadOnlyList<string> Segments { get; init; } = [];

    /// <summary>Channels.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>Hours it holds in; with any, a moment outside all of them does not match.</summary>
    public IReadOnlyList<TimeWindow> Hours { get; init; } = [];

    /// <summary>Kinds of evidence of which the request must bring at least one piece each, written <c>kind:reference</c>.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>Consents the request must state.</summary>
    public IReadOnlyList<string> Consents { get; init; } = [];

    /// <summary>Parameter name to the only values the rule is about; a parameter that is absent does not match.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Where { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Exclusions: parameter name to values for which an allow or ask rule does not match.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Except { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>For <c>ask</c>: the path of the action to walk.</summary>
    public string? Path { get; init; }
}
