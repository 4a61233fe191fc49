using Hitl.Postgres.Connections;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Hitl.Postgres.Ledger;

/// <summary>Seals the ledger in the background: woken by commits of this process, polling for those of others, seldom when nothing happens.</summary>
/// <remarks>Refuses to start when the database is behind its anchor (<see cref="LedgerRolledBackException"/>).</remarks>
public sealed partial class Sealer : BackgroundService
{
    private static readonly TimeSpan LeaseLength = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Busy = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(3);

    private readonly string _holder = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";
    private readonly SealStore _store;
    private readonly ChainWriter _chain;
    private readonly RollbackCheck _rollback;
    private readonly CommitSignals _signals;
    private readonly TimeProvider _time;
    private readonly ILogger<Sealer> _log;
    private long? _epoch;
    private long _heldAt;
    private long _monthsAt;

    internal Sealer(SealStore store, ChainWriter chain, RollbackCheck rollback, CommitSignals signals, TimeProvider time, ILogger<Sealer> log)
    {
        _store = store;
        _chain = chain;
        _rollback = rollback;
        _signals = signals;
        _time = time;
        _log = log;
    }

    /// <summary>Holds the database against its anchor, then starts sealing.</summary>
    /// <exception cref="LedgerRolledBackException">The database is behind its anchor; executions were stopped.</exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await _rollback.EnsureAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Seals until stopped, then signs a last checkpoint so that nothing sealed is left without one.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wait = Busy;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                wait = await RoundAsync(wait, stoppingToken);
                if (await _signals.Ledger.WaitAsync(wait, stoppingToken)) wait = Busy;
                // Rows come in bursts: one round for a burst costs far less than one round for each row.
                await Task.Delay(Gap, _time, stoppingToken);
            }
            catch (Exception lost) when (lost is StoreUnavailableException or NpgsqlException)
            {
                _chain.Forget();
                _epoch = null;
                LogLost(lost.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception broken) when (broken is LedgerRolledBackException or InvalidDataException)
            {
                // Sealing on would give the broken chain a second, valid-looking end. Executions are stopped in the database.
                LogBroken(broken.Message);
                return;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
        }

        await FinishAsync();
    }

    private async Task<TimeSpan> RoundAsync(TimeSpan wait, CancellationToken cancel)
    {
        if (!await HoldAsync(cancel)) return Quiet;
        var done = await _chain.SealAsync(_epoch!.Value, cancel);
        if (done is null)
        {
            _epoch = null;
            return Quiet;
        }

        await _chain.CheckpointAsync(_epoch.Value, isForced: false, cancel);
        if (done == ChainWriter.MostPerRound) return TimeSpan.Zero;
        if (done > 0) return Busy;
        return wait * 2 < Quiet ? wait * 2 : Quiet;
    }

    private async Task<bool> HoldAsync(CancellationToken cancel)
    {
        if (_epoch is not null && _time.GetElapsedTime(_heldAt) < LeaseLength / 2) return true;
        var before = _epoch;
        // Counted from before the call: a lease must never look longer to its holder than it is.
        _heldAt = _time.GetTimestamp();
        _epoch = await _store.HoldLeaseAsync(_holder, LeaseLength, cancel);
        if (_epoch != before) _chain.Forget();
        if (_epoch is not null && (_monthsAt == 0 || _time.GetElapsedTime(_monthsAt) > TimeSpan.FromHours(6)))
        {
            await _store.AddMonthsAsync(cancel);
            _monthsAt = _time.GetTimestamp();
        }

        return _epoch is not null;
    }

    private async Task FinishAsync()
    {
        if (_epoch is not { } epoch) return;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(3), _time);
        try
        {
            await _chain.SealAsync(epoch, limit.Token);
            await _chain.CheckpointAsync(epoch, isForced: true, limit.Token);
        }
        catch (Exception late) when (late is StoreUnavailableException or OperationCanceledException)
        {
            LogLost(late.Message);
        }
    }

    [LoggerMessage(3001, LogLevel.Warning, "The ledger cannot be sealed just now: {Reason}")]
    private partial void LogLost(string reason);

    [LoggerMessage(3002, LogLevel.Critical, "The ledger does not match what was sealed, and is sealed no more: {Reason}")]
    private partial void LogBroken(string reason);
}
