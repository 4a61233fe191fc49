using Hitl.Escalations.Ids;

namespace Hitl.Governance.Catalogs;

/// <summary>A cumulative limit: what may be taken within a rolling period, so that many small requests cannot add up to one that is forbidden.</summary>
public sealed record LimitDefinition
{
    /// <summary>Unique within the catalog.</summary>
    public required string Id { get; init; }

    /// <summary>Actions it counts; empty for all.</summary>
    public IReadOnlyList<ActionName> Actions { get; init; } = [];

    /// <summary>Actors it counts; empty for all.</summary>
    public IReadOnlyList<ActorId> Actors { get; init; } = [];

    /// <summary>What is counted apart: <c>actor</c>, <c>customer</c>, <c>action</c>; empty counts everything together.</summary>
    public IReadOnlyList<string> Per { get; init; } = [];

    /// <summary>Length of the rolling window.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Most minor units by currency, inclusive; a currency not listed is not limited.</summary>
    public IReadOnlyDictionary<string, long> Amounts { get; init; } = new Dictionary<string, long>();

    /// <summary>Most requests, inclusive; null for any number.</summary>
    public int? Count { get; init; }

    /// <summary>The path of people who decide what passes it, by a name that every action it counts has; null refuses.</summary>
    public string? OverPath { get; init; }

    /// <summary>Whether what was executed stops counting once its reversal was executed. Default false: what was spent within the period stays spent.</summary>
    public bool FreesReversed { get; init; }
}
