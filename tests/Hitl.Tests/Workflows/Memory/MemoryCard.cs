using System.Globalization;
using Hitl.Escalations.Cards;

namespace Hitl.Tests.Workflows.Memory;

/// <summary>One card of the outbox.</summary>
internal sealed class MemoryCard(CardKey key)
{
    public CardKey Key { get; } = key;

    public string DeliveryId { get; } = $"d-{key.Stage.Request}-{key.Stage.Revision.ToString(CultureInfo.InvariantCulture)}-{key.Stage.Ordinal.ToString(CultureInfo.InvariantCulture)}-{key.Person}";

    public CardLocation? Location { get; set; }

    public long Wanted { get; set; } = 1;

    public long Shown { get; set; }

    public int Attempts { get; set; }

    public int Reminder { get; set; }

    public int Reminded { get; set; }

    public DateTimeOffset? FirstTriedAt { get; set; }

    public DateTimeOffset? RetryAt { get; set; }

    public bool HasGivenUp { get; set; }

    public string? Error { get; set; }

    public bool IsDue(DateTimeOffset now) => !HasGivenUp && (Shown < Wanted || Reminded < Reminder) && (RetryAt is null || RetryAt <= now);

    public CardJob Take(DateTimeOffset now)
    {
        var job = new CardJob(Key, DeliveryId, Location, Wanted, Attempts++, Reminded < Reminder ? Reminder : 0, FirstTriedAt) { OwesReminderOnly = Shown >= Wanted && Error is not null };
        FirstTriedAt ??= now;
        return job;
    }
}
