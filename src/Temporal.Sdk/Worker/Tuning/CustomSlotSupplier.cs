namespace Temporalio.Worker.Tuning;

/// <summary>Slots by a rule of your own. All members are called from several threads at once.</summary>
public abstract class CustomSlotSupplier : SlotSupplier
{
    /// <summary>Waits until a slot is free and takes it. Called before each poll.</summary>
    /// <param name="ctx">Who asks, and what for.</param>
    /// <param name="cancellationToken">Cancelled when the slot is no longer wanted.</param>
    /// <returns>The slot taken, with whatever you want to remember about it.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled. Anything else that is thrown is logged, and the call made again after a second.</exception>
    public abstract Task<SlotPermit> ReserveSlotAsync(SlotReserveContext ctx, CancellationToken cancellationToken);

    /// <summary>Takes a slot only if one is free now: for tasks that come without a poll. An exception counts as none being free.</summary>
    /// <param name="ctx">Who asks, and what for.</param>
    /// <returns>The slot taken; null if none is free.</returns>
    public abstract SlotPermit? TryReserveSlot(SlotReserveContext ctx);

    /// <summary>A task runs in the slot now, possibly long after it was taken. Exceptions are logged and ignored.</summary>
    /// <param name="ctx">Which slot, and what runs in it.</param>
    public abstract void MarkSlotUsed(SlotMarkUsedContext ctx);

    /// <summary>The slot is given back: its task is over, or none came. Exceptions are logged and ignored.</summary>
    /// <param name="ctx">Which slot, and what ran in it.</param>
    public abstract void ReleaseSlot(SlotReleaseContext ctx);

    internal override CustomSlotSupplier IssuerFor(SlotType type, TimeProvider time) => this;
}
