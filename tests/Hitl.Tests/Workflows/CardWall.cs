using Hitl.Escalations.Cards;

namespace Hitl.Tests.Workflows;

/// <summary>A surface that shows cards in memory and misbehaves as told.</summary>
internal sealed class CardWall : ICardSurface, IDigestSurface
{
    private readonly Dictionary<CardLocation, (string Delivery, CardFace? Face)> _messages = [];
    private readonly Lock _gate = new();

    /// <summary>What the next posts come to; none: they are shown. Lost is shown and its answer lost.</summary>
    public Queue<CardDelivery> Posts { get; } = new();

    /// <summary>Every post fails this way while set.</summary>
    public CardDelivery? AlwaysOnPost { get; set; }

    /// <summary>What the next updates come to; none: they are shown.</summary>
    public Queue<CardDelivery> Updates { get; } = new();

    /// <summary>What the next reminders come to; none: they are shown.</summary>
    public Queue<CardDelivery> Reminds { get; } = new();

    public List<CardLocation> Reminders { get; } = [];

    public int Updated { get; private set; }

    public List<CardLocation> Retired { get; } = [];

    public int Posted { get; private set; }

    public int Searches { get; private set; }

    public IReadOnlyDictionary<CardLocation, (string Delivery, CardFace? Face)> Messages => _messages;

    public static CardDelivery Lost { get; } = new(CardDeliveryOutcome.Unknown, null, null, null, "no_answer");

    public static CardDelivery Later(TimeSpan wait) => new(CardDeliveryOutcome.Later, null, null, wait, "ratelimited");

    public static CardDelivery Refused { get; } = new(CardDeliveryOutcome.Refused, null, null, null, "channel_not_found");

    public static CardDelivery Gone { get; } = new(CardDeliveryOutcome.Gone, null, null, null, "message_not_found");

    public Task<CardDelivery> PostAsync(CardFace face, string surfaceUser, string deliveryId, CancellationToken cancel)
    {
        lock (_gate)
        {
            var outcome = Posts.TryDequeue(out var next) ? next : AlwaysOnPost;
            if (outcome is not null && outcome != Lost) return Task.FromResult(outcome);
            var location = Put(surfaceUser, deliveryId, face);
            return Task.FromResult(outcome ?? new(CardDeliveryOutcome.Shown, location, new string('5', 64), null, null));
        }
    }

    public Task<CardDelivery> UpdateAsync(CardFace face, CardLocation location, string deliveryId, CancellationToken cancel)
    {
        lock (_gate)
        {
            Updated++;
            if (Updates.TryDequeue(out var outcome)) return Task.FromResult(outcome);
            if (!_messages.ContainsKey(location)) return Task.FromResult(Gone);
            _messages[location] = (deliveryId, face);
            return Task.FromResult(new CardDelivery(CardDeliveryOutcome.Shown, location, new string('6', 64), null, null));
        }
    }

    public Task<IReadOnlyList<CardLocation>> FindAsync(string surfaceUser, string deliveryId, DateTimeOffset since, CancellationToken cancel)
    {
        lock (_gate)
        {
            Searches++;
            return Task.FromResult<IReadOnlyList<CardLocation>>([.. _messages.Where(message => message.Value.Delivery == deliveryId).Select(message => message.Key).OrderBy(at => at.MessageId)]);
        }
    }

    public Task<CardDelivery> RetireAsync(CardLocation location, CancellationToken cancel)
    {
        lock (_gate)
        {
            Retired.Add(location);
            _messages[location] = ("", null);
            return Task.FromResult(new CardDelivery(CardDeliveryOutcome.Shown, location, null, null, null));
        }
    }

    public Task<CardDelivery> RemindAsync(CardFace face, CardLocation location, CancellationToken cancel)
    {
        lock (_gate)
        {
            if (Reminds.TryDequeue(out var outcome)) return Task.FromResult(outcome);
            Reminders.Add(location);
        }

        return Task.FromResult(new CardDelivery(CardDeliveryOutcome.Shown, location, null, null, null));
    }

    public Task<CardDelivery> ShowAsync(DigestFace face, string surfaceUser, CardLocation? location, string deliveryId, CancellationToken cancel) =>
        Task.FromResult(new CardDelivery(CardDeliveryOutcome.Shown, location ?? new("D" + surfaceUser, "digest"), new string('7', 64), null, null));

    /// <summary>Puts a message there without telling anybody, as a post does whose answer is lost.</summary>
    public CardLocation Put(string surfaceUser, string deliveryId, CardFace face)
    {
        lock (_gate)
        {
            var location = new CardLocation("D" + surfaceUser, $"{++Posted:D6}.000100");
            _messages[location] = (deliveryId, face);
            return location;
        }
    }
}
