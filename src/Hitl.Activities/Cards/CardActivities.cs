using Hitl.Escalations.Cards;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;
using Hitl.Workflows.Cards;
using Temporalio.Activities;

namespace Hitl.Activities.Cards;

/// <summary>Posts a stage's cards at once, without waiting for the dispatcher's turn.</summary>
public sealed class CardActivities : ICardActivities
{
    private readonly ICardOutbox _outbox;
    private readonly CardDispatcher _dispatcher;
    private readonly IStageStore _stages;
    private readonly ICatalogStore _catalogs;
    private readonly TimeProvider _time;

    internal CardActivities(ICardOutbox outbox, CardDispatcher dispatcher, IStageStore stages, ICatalogStore catalogs, TimeProvider time) =>
        (_outbox, _dispatcher, _stages, _catalogs, _time) = (outbox, dispatcher, stages, catalogs, time);

    /// <inheritdoc/>
    [Activity("deliver-cards")]
    public async Task<int> DeliverAsync(StageKey stage)
    {
        var cancel = RunningActivity.Cancel;
        using var beats = RunningActivity.Heartbeats(_time);
        await _dispatcher.DeliverAsync(await _outbox.ClaimStageAsync(stage, CardDispatcher.Lease, cancel), cancel);
        var asked = await _stages.FindAsync(stage, cancel);
        var delivered = await _outbox.DeliveredAsync(stage, cancel) + await ConsoleOnlyAsync(asked, cancel);
        if (delivered >= asked?.Asked.Count) return delivered;
        // Whoever has as many open cards as fit is told of this one in a digest, and a digest with an id is a delivery.
        await _dispatcher.DigestAsync(cancel);
        delivered = await _outbox.DeliveredAsync(stage, cancel) + await ConsoleOnlyAsync(asked, cancel);
        return delivered == 0 && asked is not null && await _outbox.GivenUpAsync(stage, cancel) >= asked.Asked.Count ? -1 : delivered;
    }

    private async Task<int> ConsoleOnlyAsync(StageRecord? asked, CancellationToken cancel)
    {
        var people = (await _catalogs.ActiveAsync(cancel) ?? throw new CatalogUnavailableException("The active catalog")).People;
        return asked?.Asked.Count(person => people.TryGetValue(person.Person, out var known) && known.SlackUser is null) ?? 0;
    }
}
