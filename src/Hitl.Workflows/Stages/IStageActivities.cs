using Hitl.Escalations.Stages;
using Temporalio.Activities;

namespace Hitl.Workflows.Stages;

/// <summary>Opens, extends and closes stages. Safe to repeat: the store keeps one stage per key.</summary>
public interface IStageActivities
{
    /// <summary>Finds out whom the stage asks now, under the live catalog, and opens it; with nobody to ask it is recorded as skipped.</summary>
    /// <returns>The stage's status.</returns>
    [Activity("open-stage")]
    Task<StageStatus> OpenAsync(StageKey stage);

    /// <summary>The moments of an opened stage as they are now: people may have extended it.</summary>
    [Activity("read-stage-clock")]
    Task<StageClock> ClockAsync(StageKey stage);

    /// <summary>Queues a reminder for everyone who has not decided.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="reminder">Ordinal of the reminder, from 1; each is sent once.</param>
    [Activity("remind-stage")]
    Task RemindAsync(StageKey stage, int reminder);

    /// <summary>Asks coverage too, although nobody is away.</summary>
    [Activity("cover-stage")]
    Task CoverAsync(StageKey stage);

    /// <summary>Closes the stage if its decisions, or a withdrawal, settle it.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="otherwise">What it becomes when nothing settles it; null leaves it open.</param>
    /// <returns>The status afterwards.</returns>
    [Activity("close-stage")]
    Task<StageStatus> CloseAsync(StageKey stage, StageStatus? otherwise);

    /// <summary>Records that no card of the stage reached anybody and passes it, unless a decision settled it meanwhile.</summary>
    /// <returns>The status afterwards.</returns>
    [Activity("pass-undelivered-stage")]
    Task<StageStatus> PassUndeliveredAsync(StageKey stage);
}
