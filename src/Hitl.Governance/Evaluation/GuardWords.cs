using Hitl.Escalations.Execution;
using Hitl.Governance.Catalogs;

namespace Hitl.Governance.Evaluation;

/// <summary>What a guard's reading says against acting alone, as people read it.</summary>
internal static class GuardWords
{
    /// <summary>The clause; null when nothing stands against it.</summary>
    public static string? Doubt(GuardDefinition guard, GuardReading reading) => reading switch
    {
        { Value: null } => $"{guard.Label} could not be read at {guard.Target} ({reading.Detail})",
        { Before: { } before } => $"{guard.Label} changed since it was asked: it was {before} and is {reading.Value} now",
        _ when guard.Expect is { } expected && reading.Value != expected => $"{guard.Label} is {reading.Value}, not {expected}",
        _ => null,
    };
}
