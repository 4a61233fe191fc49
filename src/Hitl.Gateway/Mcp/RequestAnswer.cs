namespace Hitl.Gateway.Mcp;

/// <summary>As <see cref="McpShapes.Request"/> says.</summary>
internal sealed record RequestAnswer
{
    public required string Request { get; init; }

    public required int Revision { get; init; }

    public required string State { get; init; }

    public required bool IsFinal { get; init; }

    public bool? IsReplay { get; init; }

    public required string Action { get; init; }

    public required string Title { get; init; }

    public string? Amount { get; init; }

    public Untrusted? Outcome { get; init; }

    public string? Why { get; init; }

    public IReadOnlyList<string>? WouldDiffer { get; init; }

    public string? Shadow { get; init; }

    public IReadOnlyList<DecisionAnswer> Decisions { get; init; } = [];

    public IReadOnlyList<QuestionAnswer> Questions { get; init; } = [];

    public IReadOnlyList<EffectAnswer> Effects { get; init; } = [];

    public required string Next { get; init; }
}
