using System.Threading.Channels;
using Hitl.Escalations.Ledger;
using Hitl.Postgres.Connections;
using Npgsql;

namespace Hitl.Postgres.Ledger;

/// <summary>Appends ledger rows that go with no other state change. Callers that come at the same time share one commit.</summary>
/// <remarks>A row has its id before it is sent, so a commit whose answer was lost is repeated here and the row is still written once.</remarks>
public sealed class LedgerAppender : IAsyncDisposable
{
    private const int MostPerCommit = 512;
    private const int Tries = 3;

    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(20_000) { SingleReader = true });
    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly Task _writer;

    internal LedgerAppender(Database database, TimeProvider time)
    {
        _database = database;
        _time = time;
        _writer = Task.Run(WriteAllAsync);
    }

    /// <summary>Appends one row; completes when it is durable.</summary>
    /// <exception cref="StoreUnavailableException">It could not be written in three tries.</exception>
    public async Task AppendAsync(LedgerEntry entry, CancellationToken cancel)
    {
        var waiting = new Waiting(Guid.CreateVersion7(), await _database.Vault.SealAsync(_database, entry, cancel));
        await _queue.Writer.WriteAsync(waiting, cancel);
        await waiting.FinishedAsync(cancel);
    }

    /// <summary>Writes what waits, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
#pragma warning disable VSTHRD003 // Our own loop, which waits for no caller.
        await _writer;
#pragma warning restore VSTHRD003
    }

    private async Task WriteAllAsync()
    {
        var batch = new List<Waiting>(MostPerCommit);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < MostPerCommit && _queue.Reader.TryRead(out var waiting)) batch.Add(waiting);
            await WriteAsync(batch);
            batch.Clear();
        }
    }

    private async Task WriteAsync(List<Waiting> batch)
    {
        var failure = await TryAsync(batch);
        if (failure is null or StoreUnavailableException || batch.Count == 1)
        {
            foreach (var waiting in batch) waiting.Finish(failure);
            _database.Signals.Ledger.Set();
            return;
        }

        // One row the database refuses must not fail its neighbours.
        foreach (var waiting in batch) await WriteAsync([waiting]);
    }

    private async Task<Exception?> TryAsync(List<Waiting> batch)
    {
        string entries;
        try
        {
            entries = EntryJson.WriteNamed(batch.Select(waiting => (waiting.Id, waiting.Entry)));
        }
        catch (FormatException unwritable)
        {
            return unwritable;
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await _database.ExecuteAsync(new Sql("select audit.append_once($1)").WithJson(entries), CancellationToken.None);
                return null;
            }
            catch (StoreUnavailableException lost) when (attempt >= Tries)
            {
                return lost;
            }
            catch (StoreUnavailableException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50 * attempt), _time);
            }
            catch (Exception refused) when (refused is PostgresException or InvalidOperationException)
            {
                return refused;
            }
        }
    }

    private sealed record Waiting(Guid Id, LedgerEntry Entry)
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task FinishedAsync(CancellationToken cancel) => _done.Task.WaitAsync(cancel);

        public void Finish(Exception? failure)
        {
            if (failure is null) _done.TrySetResult();
            else _done.TrySetException(failure);
        }
    }
}
