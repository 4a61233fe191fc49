using Temporalio.Worker.Tuning;

namespace Temporalio.Worker;

/// <summary>A worker's slots for one kind of task, whoever supplies them. What a supplier of the user's throws stays here.</summary>
internal sealed class SlotPool(WorkerScope scope, SlotSupplier supplier, SlotType type) : IDisposable
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private readonly CustomSlotSupplier _issuer = supplier.IssuerFor(type, scope.Time);

    /// <summary>Most slots there can be, as far as known.</summary>
    internal int Most => supplier.Most ?? int.MaxValue;

    /// <summary>Waits for a slot.</summary>
    internal async Task<Slot> ReserveAsync(bool isSticky, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return new Slot(this, await _issuer.ReserveSlotAsync(Context(isSticky), cancel).ConfigureAwait(false));
            }
#pragma warning disable CA1031 // A supplier that fails is asked again; a worker without slots does nothing.
            catch (Exception error) when (error is not OperationCanceledException || !cancel.IsCancellationRequested)
#pragma warning restore CA1031
            {
                WorkerLog.SlotSupplierFailed(scope.Logger, type, error);
            }

            await Task.Delay(AfterFailure, scope.Time, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>A slot if one is free now.</summary>
    internal Slot? TryReserve()
    {
        Slot? slot = null;
        Ask(() => slot = _issuer.TryReserveSlot(Context(isSticky: false)) is { } permit ? new Slot(this, permit) : null);
        return slot;
    }

    internal void MarkUsed(SlotMarkUsedContext context) => Ask(() => _issuer.MarkSlotUsed(context));

    internal void Release(SlotReleaseContext context) => Ask(() => _issuer.ReleaseSlot(context));

    public void Dispose()
    {
        // A supplier of the user's own may serve other workers as well.
        if (_issuer != supplier) (_issuer as IDisposable)?.Dispose();
    }

    private SlotReserveContext Context(bool isSticky) => new(type, scope.TaskQueueName, scope.Identity, "", isSticky);

    private void Ask(Action ask)
    {
        try
        {
            ask();
        }
#pragma warning disable CA1031 // The task goes on, whatever the supplier makes of it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            WorkerLog.SlotSupplierFailed(scope.Logger, type, error);
        }
    }
}
