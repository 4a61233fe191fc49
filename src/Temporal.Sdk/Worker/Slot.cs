using Temporalio.Worker.Tuning;

namespace Temporalio.Worker;

/// <summary>A slot in use; given back once.</summary>
internal sealed class Slot(SlotPool pool, SlotPermit permit)
{
    private SlotInfo? _info;
    private int _released;

    internal void Use(SlotInfo info)
    {
        _info = info;
        pool.MarkUsed(new(info, permit));
    }

    internal void Release()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0) pool.Release(new(_info, permit));
    }
}
