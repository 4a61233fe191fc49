using Hitl.Escalations.Stages;

namespace Hitl.Workflows.Stages;

/// <summary>Orders what a stage does while it waits. Pure.</summary>
internal static class StageSchedule
{
    /// <summary>Reminders and coverage in the order of time; what would come at or after the end of the wait is left out.</summary>
    public static IReadOnlyList<StageCall> Of(StageDefinition stage)
    {
        var calls = stage.Reminders.Order().Select((after, index) => new StageCall(after, index + 1, AsksCoverage: false));
        if (stage.CoverageAfter is { } coverage) calls = calls.Append(new(coverage, 0, AsksCoverage: true));
        return [.. calls.Where(call => call.After < stage.Wait).OrderBy(call => call.After)];
    }
}
