using Hitl.Escalations.Cards;
using Hitl.Escalations.Desk;

namespace Hitl.Tests.Activities.Desk;

/// <summary>Shows desk cards in memory, and answers the next calls as a test says.</summary>
internal sealed class DeskWall : IDeskSurface
{
    private int _posted;

    /// <summary>Answers to the next posts and updates; after them everything is shown.</summary>
    public Queue<CardDelivery> Answers { get; } = new();

    /// <summary>What was done, in order: <c>post</c>, <c>update</c> or <c>remind</c>, and the face it was done with.</summary>
    public List<(string What, DeskCardFace Face)> Done { get; } = [];

    public Task<CardDelivery> PostAsync(DeskCardFace face, string surfaceUser, CancellationToken cancel) => Task.FromResult(Answer("post", face, new("D_" + surfaceUser, $"{++_posted}.0")));

    public Task<CardDelivery> UpdateAsync(DeskCardFace face, CardLocation location, CancellationToken cancel) => Task.FromResult(Answer("update", face, location));

    public Task<CardDelivery> RemindAsync(DeskCardFace face, CardLocation location, CancellationToken cancel)
    {
        Done.Add(("remind", face));
        return Task.FromResult(new CardDelivery(CardDeliveryOutcome.Shown, location, null, null, null));
    }

    private CardDelivery Answer(string what, DeskCardFace face, CardLocation at)
    {
        Done.Add((what, face));
        return Answers.TryDequeue(out var said) ? said : new(CardDeliveryOutcome.Shown, at, null, null, null);
    }
}
