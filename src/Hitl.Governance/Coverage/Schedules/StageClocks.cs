using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;

namespace Hitl.Governance.Coverage.Schedules;

/// <summary>The moments of a stage, in working time where the catalog says so. Worked out where a stage opens, never in a workflow.</summary>
public static class StageClocks
{
    /// <summary>The moments of a stage that opens now.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="roles">Roles, now; working time is that of the stage's first role.</param>
    /// <param name="openedAt">When it opens, UTC.</param>
    public static StageClock Of(StageDefinition stage, IReadOnlyDictionary<RoleId, RoleDefinition> roles, DateTimeOffset openedAt)
    {
        DateTimeOffset At(TimeSpan after) => Later(stage, roles, openedAt, after);
        var calls = stage.Reminders.Order().Select((after, index) => (After: after, Call: new StageMoment(At(after), index + 1, AsksCoverage: false)));
        if (stage.CoverageAfter is { } coverage) calls = calls.Append((coverage, new(At(coverage), 0, AsksCoverage: true)));
        return new(At(stage.Wait), [.. calls.Where(call => call.After < stage.Wait).OrderBy(call => call.After).Select(call => call.Call)]);
    }

    /// <summary>The end of a stage that is extended once more.</summary>
    /// <param name="stage">The stage, as stored; its catalog entry admits extensions.</param>
    /// <param name="roles">Roles, now.</param>
    /// <exception cref="InvalidOperationException">The catalog does not let the stage be extended.</exception>
    public static DateTimeOffset Extended(StageRecord stage, IReadOnlyDictionary<RoleId, RoleDefinition> roles) =>
        stage.Definition.Extension is { } extension
            ? Later(stage.Definition, roles, stage.Deadline, extension.By)
            : throw new InvalidOperationException($"Stage {stage.Definition.Name} cannot be extended.");

    /// <summary>The longest a stage can take, with every extension, whatever time zones do.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="roles">The roles of the catalog it is of.</param>
    public static TimeSpan Longest(StageDefinition stage, IReadOnlyDictionary<RoleId, RoleDefinition> roles)
    {
        var time = stage.Wait + (stage.Extension is { } extension ? extension.By * extension.Times : TimeSpan.Zero);
        return HoursOf(stage, roles) is { } hours ? WorkingTime.Longest(hours, time) : time;
    }

    private static DateTimeOffset Later(StageDefinition stage, IReadOnlyDictionary<RoleId, RoleDefinition> roles, DateTimeOffset from, TimeSpan by) =>
        HoursOf(stage, roles) is { } hours ? WorkingTime.Add(hours, from, by) : from + by;

    private static WorkingHours? HoursOf(StageDefinition stage, IReadOnlyDictionary<RoleId, RoleDefinition> roles) =>
        stage.InWorkingTime ? roles.GetValueOrDefault(stage.Role)?.Hours : null;
}
