using System.Threading.Channels;
using Hitl.FailPoints;
using Npgsql;

namespace Temporal.DevServer.Stores;

/// <summary>Writes what is waiting in one round trip and one fsync; whoever comes meanwhile goes with the next.</summary>
internal sealed class GroupCommitter(NpgsqlDataSource database, long epoch) : IAsyncDisposable
{
    /// <summary>Two, so that one batch is gathered and sent while the other waits for the disk.</summary>
    private const int Writers = 2;

    private const int LargestBatch = 128;
    private const string FencedCode = "HT001";
    private const string ConflictCode = "HT002";

    private readonly Channel<Waiting> _waiting = Channel.CreateUnbounded<Waiting>();
    private Task _writing = Task.CompletedTask;

    internal void Start() => _writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(WriteAsync)));

    internal async ValueTask CommitAsync(StoreCommit commit)
    {
        var waiting = new Waiting(commit);
        if (!_waiting.Writer.TryWrite(waiting)) throw new StoreUnavailableException("The store is closed.", new ObjectDisposedException(nameof(GroupCommitter)));
        await waiting.Done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAsync()
    {
        var batch = new List<Waiting>(LargestBatch);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < LargestBatch && _waiting.Reader.TryRead(out var next)) batch.Add(next);
            if (batch.Count > 0) await CommitAsync(batch);
        }
    }

    private async Task CommitAsync(IReadOnlyList<Waiting> batch)
    {
        try
        {
            FailPoint.Hit("E1");
            var refused = await SendAsync(batch);
            FailPoint.Hit("E2");
            for (var i = 0; i < batch.Count; i++)
            {
                if (refused.TryGetValue(i + 1, out var holder)) batch[i].Done.SetException(new CurrentRunExistsException(holder.ToString()));
                else batch[i].Done.SetResult();
            }
        }
        catch (PostgresException fenced) when (fenced.SqlState == FencedCode)
        {
            FailAll(batch, new StoreFencedException(epoch));
        }
        catch (PostgresException conflict) when (conflict.SqlState == ConflictCode && batch.Count > 1)
        {
            // One of them is to blame; the others must not pay for it.
            foreach (var one in batch) await CommitAsync([one]);
        }
        catch (Exception failure) when (failure is NpgsqlException or IOException or TimeoutException or ObjectDisposedException)
        {
            FailAll(batch, new StoreUnavailableException("The commit was not confirmed.", failure));
        }
    }

    private async Task<Dictionary<int, Guid>> SendAsync(IReadOnlyList<Waiting> batch)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var command = CommitBatch.ToCommand([.. batch.Select(w => w.Commit)], epoch, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var refused = new Dictionary<int, Guid>();
        while (await reader.ReadAsync()) refused[reader.GetInt32(0)] = reader.GetGuid(1);
        return refused;
    }

    private static void FailAll(IReadOnlyList<Waiting> batch, Exception failure)
    {
        foreach (var one in batch) one.Done.TrySetException(failure);
    }

    private sealed record Waiting(StoreCommit Commit)
    {
        internal TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
