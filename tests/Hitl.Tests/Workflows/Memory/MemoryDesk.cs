using Hitl.Escalations.Cards;
using Hitl.Escalations.Desk;
using Hitl.Escalations.Ids;

namespace Hitl.Tests.Workflows.Memory;

/// <summary>Desk cards wanted, in memory; due is what a test says.</summary>
internal sealed class MemoryDesk : IDeskCards
{
    private readonly Lock _gate = new();

    /// <summary>What was wanted: kind, subject, people, reminder.</summary>
    public List<(string Kind, string Subject, IReadOnlyList<PersonId> People, int Reminder)> Wanted { get; } = [];

    /// <summary>Kind and subject of what changed.</summary>
    public List<(string Kind, string Subject)> Changed { get; } = [];

    /// <summary>Jobs that the next claim takes.</summary>
    public Queue<DeskCardJob> Due { get; } = new();

    /// <summary>What was brought to the truth, and where it is.</summary>
    public List<(DeskCardJob Job, CardLocation Location)> Shown { get; } = [];

    /// <summary>What was not, and when it is tried again; never without a time.</summary>
    public List<(DeskCardJob Job, string Error, DateTimeOffset? RetryAt)> Failed { get; } = [];

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

    public Task<IReadOnlyList<DeskCardJob>> ClaimAsync(int most, TimeSpan lease, CancellationToken cancel)
    {
        lock (_gate)
        {
            var jobs = Due.Take(most).ToList();
            foreach (var _ in jobs) Due.Dequeue();
            return Task.FromResult<IReadOnlyList<DeskCardJob>>(jobs);
        }
    }

    public Task ShownAsync(DeskCardJob job, CardLocation location, CancellationToken cancel)
    {
        lock (_gate) Shown.Add((job, location));
        return Task.CompletedTask;
    }

    public Task FailedAsync(DeskCardJob job, string error, DateTimeOffset? retryAt, CancellationToken cancel)
    {
        lock (_gate) Failed.Add((job, error, retryAt));
        return Task.CompletedTask;
    }

    public Task<DeskCardKey?> AtAsync(CardLocation location, CancellationToken cancel) => Task.FromResult<DeskCardKey?>(null);
}
