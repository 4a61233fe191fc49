using System.Text.Json.Serialization;

namespace Hitl.Escalations.Stages;

/// <summary>The stages a request walks, in order. At the end without a decision the outcome is refusal, never approval.</summary>
/// <param name="Name">The path's name in the catalog.</param>
/// <param name="Stages">At least one.</param>
public sealed record EscalationPath(string Name, IReadOnlyList<StageDefinition> Stages)
{
    /// <summary>Whether every stage must approve, each by another human; otherwise the first that decides settles it. Default false.</summary>
    /// <remarks>Not written when false: records made before it was known keep their digest.</remarks>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool NeedsEveryStage { get; init; }

    /// <summary>How many different humans agree at the least before the path approves.</summary>
    [JsonIgnore]
    public int Demand => Stages.Count == 0 ? 0 : NeedsEveryStage ? Stages.Sum(stage => Math.Max(1, stage.Quorum)) : Stages.Min(stage => Math.Max(1, stage.Quorum));
}
