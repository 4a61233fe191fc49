using Hitl.Escalations.Cards;
using Hitl.Escalations.Desk;
using Hitl.Escalations.Ids;

namespace Hitl.Tests.Workflows.Memory;

/// <summary>Desk cards wanted, in memory; nothing is ever due.</summary>
internal sealed class MemoryDesk : IDeskCards
{
    private readonly Lock _gate = new();

    /// <summary>What was wanted: kind, subject, people, reminder.</summary>
    public List<(string Kind, string Subject, IReadOnlyList<PersonId> People, int Reminder)> Wanted { get; } = [];

    /// <summary>Kind and subject of what changed.</summary>
    public List<(string Kind, string Subject)> Changed { get; } = [];

    public Task WantAsync(string kind, string subject, IReadOnlyList<PersonId> people, int reminder, CancellationToken cancel)
    {
        lock (_gate) Wanted.Add((kind, subject, people, reminder));
        return Task.CompletedTask;
    }

    public Task ChangedAsync(string kind, string subject, CancellationToken cancel)
    {
        lock (_gate) Changed.Add((kind, subject));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<DeskCardJob>> ClaimAsync(int most, TimeSpan lease, CancellationToken cancel) => Task.FromResult<IReadOnlyList<DeskCardJob>>([]);

    public Task ShownAsync(DeskCardJob job, CardLocation location, CancellationToken cancel) => Task.CompletedTask;

    public Task FailedAsync(DeskCardJob job, string error, DateTimeOffset? retryAt, CancellationToken cancel) => Task.CompletedTask;

    public Task<DeskCardKey?> AtAsync(CardLocation location, CancellationToken cancel) => Task.FromResult<DeskCardKey?>(null);
}
