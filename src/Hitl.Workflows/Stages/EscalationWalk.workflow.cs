using Hitl.Escalations.Stages;
using Hitl.Workflows.Cards;
using Hitl.Workflows.Requests;
using Temporalio.Workflows;

namespace Hitl.Workflows.Stages;

/// <summary>Asks each stage of a path in turn until people settle it or the path ends.</summary>
/// <remarks>Silence ends in <see cref="StageStatus.Escalated"/>, never in approval.</remarks>
internal sealed class EscalationWalk(EscalationPath path, Wakes wakes, StatusBoard board)
{
    private const int DeliveryTries = 6;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Walks the path.</summary>
    /// <returns>Approved, denied or withdrawn; anything else means that nobody decided.</returns>
    public async Task<StageStatus> RunAsync(StageKey first)
    {
        var status = StageStatus.Escalated;
        foreach (var (index, definition) in path.Stages.Index())
        {
            status = await AskAsync(first with { Ordinal = index + 1 }, definition);
            if (status is StageStatus.Denied or StageStatus.Withdrawn) return status;
            // Every stage must agree: one that does not ends the walk, and the last one's approval is the path's.
            if (path.NeedsEveryStage ? status != StageStatus.Approved : status == StageStatus.Approved) return status;
        }

        return status;
    }

    private async Task<StageStatus> AskAsync(StageKey stage, StageDefinition definition)
    {
        board.Show($"stage {stage.Ordinal} ({definition.Name})", $"Asking {definition.Role}.");
        var opened = await Workflow.ExecuteActivityAsync((IStageActivities stages) => stages.OpenAsync(stage), ActivityProfiles.Store);
        if (opened != StageStatus.Open) return opened;

        var openedAt = Workflow.UtcNow;
        if (await DeliverAsync(stage, definition, isLast: path.NeedsEveryStage || stage.Ordinal == path.Stages.Count) is { } settled) return settled;
        return await WaitAsync(stage, definition, openedAt);
    }

    // A card nobody received must not eat the stage's wait: a few tries, then the next people are asked. After the last stage there is nobody
    // else, so it waits in full: cards go on being tried, and the console decides without them.
    private async Task<StageStatus?> DeliverAsync(StageKey stage, StageDefinition definition, bool isLast)
    {
        var mayCover = definition.CoverageAfter is not null;
        for (var attempt = 1; ; attempt++)
        {
            var reached = await Workflow.ExecuteActivityAsync((ICardActivities cards) => cards.DeliverAsync(stage), ActivityProfiles.Cards);
            if (reached > 0) return null;
            // Refused for good: to wait would reach nobody. Coverage is asked at once, and only then the next people.
            if (reached < 0 && mayCover)
            {
                mayCover = false;
                await CallAsync(stage, 0, asksCoverage: true);
                continue;
            }

            if (reached < 0 || attempt == DeliveryTries) break;
            if (await wakes.WaitUntilAsync(Workflow.UtcNow + TimeSpan.FromSeconds(1 << attempt)) && await SettledAsync(stage) is { } settled) return settled;
        }

        if (isLast) return null;
        return await Workflow.ExecuteActivityAsync((IStageActivities stages) => stages.PassUndeliveredAsync(stage), ActivityProfiles.Store);
    }

    private async Task<StageStatus> WaitAsync(StageKey stage, StageDefinition definition, DateTime openedAt)
    {
        board.Show($"stage {stage.Ordinal} ({definition.Name})", $"Waiting for {string.Join(" and ", definition.Seats.Select(share => $"{share.Quorum} of {share.Role}"))}.");
        // No history recorded before such stages existed has one, so this needs no patch.
        if (definition.HasMovingClock) return await WaitByClockAsync(stage);
        foreach (var call in StageSchedule.Of(definition))
        {
            if (await SettledByAsync(stage, openedAt + call.After) is { } settled) return settled;
            await CallAsync(stage, call.Reminder, call.AsksCoverage);
        }

        if (await SettledByAsync(stage, openedAt + definition.Wait) is { } decided) return decided;
        // One transaction: a decision committed before it counts, none can follow it.
        return await Workflow.ExecuteActivityAsync((IStageActivities stages) => stages.CloseAsync(stage, StageStatus.Escalated), ActivityProfiles.Store);
    }

    // Calendars are read in an activity and its answer is in the history. After every wake it is read again: an extension moves the end.
    private async Task<StageStatus> WaitByClockAsync(StageKey stage)
    {
        for (var done = 0; ;)
        {
            var clock = await Workflow.ExecuteActivityAsync((IStageActivities stages) => stages.ClockAsync(stage), ActivityProfiles.Store);
            var call = done < clock.Calls.Count && clock.Calls[done].At < clock.DueAt ? clock.Calls[done] : null;
            if (await wakes.WaitUntilAsync((call?.At ?? clock.DueAt).UtcDateTime))
            {
                if (await SettledAsync(stage) is { } settled) return settled;
                continue;
            }

            if (call is not null)
            {
                done++;
                await CallAsync(stage, call.Reminder, call.AsksCoverage);
                continue;
            }

            var closed = await Workflow.ExecuteActivityAsync((IStageActivities stages) => stages.CloseAsync(stage, StageStatus.Escalated), ActivityProfiles.Store);
            if (closed != StageStatus.Open) return closed;
            // Extended in this very moment, or the store's clock is a little behind ours.
            await wakes.WaitUntilAsync(Workflow.UtcNow + Pause);
        }
    }

    private static Task CallAsync(StageKey stage, int reminder, bool asksCoverage) => asksCoverage
        ? Workflow.ExecuteActivityAsync((IStageActivities stages) => stages.CoverAsync(stage), ActivityProfiles.Store)
        : Workflow.ExecuteActivityAsync((IStageActivities stages) => stages.RemindAsync(stage, reminder), ActivityProfiles.Store);

    private async Task<StageStatus?> SettledByAsync(StageKey stage, DateTime moment)
    {
        while (await wakes.WaitUntilAsync(moment))
        {
            if (await SettledAsync(stage) is { } settled) return settled;
        }

        return null;
    }

    private static async Task<StageStatus?> SettledAsync(StageKey stage)
    {
        var status = await Workflow.ExecuteActivityAsync((IStageActivities stages) => stages.CloseAsync(stage, null), ActivityProfiles.Store);
        return status == StageStatus.Open ? null : status;
    }
}
