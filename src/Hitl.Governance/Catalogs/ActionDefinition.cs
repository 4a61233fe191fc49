using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;

namespace Hitl.Governance.Catalogs;

/// <summary>An action: what it takes, how risky it is, who may do it alone, who decides the rest, and what runs.</summary>
public sealed record ActionDefinition
{
    /// <summary>The action.</summary>
    public required ActionName Name { get; init; }

    /// <summary>One line for cards, such as <c>Refund a payment</c>.</summary>
    public required string Title { get; init; }

    /// <summary><c>low</c>, <c>medium</c>, <c>high</c> or <c>red-line</c>; a red line is never automated.</summary>
    public required string Risk { get; init; }

    /// <summary><c>reversible</c>, <c>reversible-until</c> or <c>irreversible</c>; irreversible always needs a person.</summary>
    public required string Reversibility { get; init; }

    /// <summary>How long it stays reversible; only for <c>reversible-until</c>.</summary>
    public TimeSpan? ReversibleFor { get; init; }

    /// <summary>False: the action is known and switched off.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Whether a request must carry an amount.</summary>
    public required bool HasAmount { get; init; }

    /// <summary>The closed schema of its parameters, by name.</summary>
    public required IReadOnlyDictionary<string, ParameterDefinition> Parameters { get; init; }

    /// <summary>Rules in the order written; deny wins over allow, allow over ask.</summary>
    public required IReadOnlyList<Rule> Rules { get; init; }

    /// <summary>What happens when no rule covers a request: the name of a path to ask, or null to refuse.</summary>
    public string? GapPath { get; init; }

    /// <summary>Paths of people by name.</summary>
    public required IReadOnlyDictionary<string, EscalationPath> Paths { get; init; }

    /// <summary>What runs, in order.</summary>
    public required IReadOnlyList<StepDefinition> Steps { get; init; }

    /// <summary>Whether requests for it are decided on paper only.</summary>
    public bool IsShadow { get; init; }

    /// <summary>Whether it comes with the system and not from the catalog's author; agents cannot ask for it.</summary>
    public bool IsBuiltIn { get; init; }

    /// <summary>Share of automatic approvals to be reviewed afterwards, in hundredths of a percent, 0 to 10,000.</summary>
    public int SampleShare { get; init; }

    /// <summary>Whom to ask when an allow rule covers a request and a person is needed all the same; null: the gap's path, else the most demanding one.</summary>
    public string? RaisePath { get; init; }

    /// <summary>Who may have it undone; null: as the default says.</summary>
    public ReversalDefinition? Reversal { get; init; }

    /// <summary>State of targets that must not change between asking and sending.</summary>
    public IReadOnlyList<GuardDefinition> Guards { get; init; } = [];

    /// <summary>How its undoing is drilled; null: monthly, by who may have it undone, and without consequence when it is overdue.</summary>
    public DrillDefinition? Drill { get; init; }

    /// <summary>Reasons to deny that people choose from: what they read, by the id that ledger and agent get. Words of one's own are always possible.</summary>
    public IReadOnlyDictionary<string, string> DenyReasons { get; init; } = new Dictionary<string, string>();

    /// <summary>How long an approval stays good. Default 24 h.</summary>
    public TimeSpan ApprovalGoodFor { get; init; } = TimeSpan.FromHours(24);
}
