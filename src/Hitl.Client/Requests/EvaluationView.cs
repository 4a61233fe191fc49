namespace Hitl.Client.Requests;

/// <summary>The catalog's answer and why.</summary>
public sealed record EvaluationView
{
    /// <summary><c>allowed</c>, <c>ask</c> or <c>refused</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>Why, in one sentence.</summary>
    public required string Sentence { get; init; }

    /// <summary>The rule that decided; null for a gap.</summary>
    public string? Rule { get; init; }

    /// <summary>No rule covered the request.</summary>
    public bool IsGap { get; init; }

    /// <summary><c>low</c>, <c>medium</c>, <c>high</c> or <c>red-line</c>.</summary>
    public required string Risk { get; init; }

    /// <summary><c>reversible</c>, <c>reversible-until</c> or <c>irreversible</c>.</summary>
    public required string Reversibility { get; init; }

    /// <summary>Every rule considered, in order.</summary>
    public IReadOnlyList<RuleView> Rules { get; init; } = [];

    /// <summary>What would have to differ for another outcome.</summary>
    public IReadOnlyList<string> WouldDiffer { get; init; } = [];

    /// <summary>Every cumulative limit that counts the request.</summary>
    public IReadOnlyList<BoundView> Limits { get; init; } = [];

    /// <summary>Other requests about the same subject that were under way, in words.</summary>
    public IReadOnlyList<string> Conflicts { get; init; } = [];

    /// <summary>Why it was decided on paper only; null for a request that can run.</summary>
    public string? Shadow { get; init; }

    /// <summary>The actor's version was unknown to the catalog: what a known version would have got; null otherwise.</summary>
    public string? CanaryWould { get; init; }

    /// <summary>Whether this automatic approval was drawn for review afterwards; null when it was not subject to a draw.</summary>
    public bool? IsSampled { get; init; }

    /// <summary>State of targets that was shown, and must be the same when it runs.</summary>
    public IReadOnlyList<GuardView> Guards { get; init; } = [];

    /// <summary>The steps that run when it is allowed or approved.</summary>
    public IReadOnlyList<StepView> Steps { get; init; } = [];
}
