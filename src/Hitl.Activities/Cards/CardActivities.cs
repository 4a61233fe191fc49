using Hitl.Escalations.Cards;
using Hitl.Escalations.Stages;
using Hitl.Workflows.Cards;
using Temporalio.Activities;

namespace Hitl.Activities.Cards;

/// <summary>Posts a stage's cards at once, without waiting for the dispatcher's turn.</summary>
public sealed class CardActivities : ICardActivities
{
    private readonly ICardOutbox _outbox;
    private readonly CardDispatcher _dispatcher;
    private readonly TimeProvider _time;

    internal CardActivities(ICardOutbox outbox, CardDispatcher dispatcher, TimeProvider time)
    {
        _outbox = outbox;
        _dispatcher = dispatcher;
        _time = time;
    }

    /// <inheritdoc/>
    [Activity("deliver-cards")]
    public async Task<int> DeliverAsync(StageKey stage)
    {
        var cancel = RunningActivity.Cancel;
        using var beats = RunningActivity.Heartbeats(_time);
        await _dispatcher.DeliverAsync(await _outbox.ClaimStageAsync(stage, CardDispatcher.Lease, cancel), cancel);
        return await _outbox.DeliveredAsync(stage, cancel);
    }
}
