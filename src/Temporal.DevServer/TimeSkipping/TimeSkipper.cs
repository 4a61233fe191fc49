namespace Temporal.DevServer.TimeSkipping;

/// <summary>Decides when time may jump: no lock held by a client, and nothing under way that takes real time.</summary>
internal sealed class TimeSkipper(bool enabled)
{
    private readonly Lock _lock = new();
    private int _locks = 1;
    private int _busy;

    /// <summary>Raised when time may have become free to jump.</summary>
    internal event Action? Freed;

    internal bool MaySkip
    {
        get
        {
            lock (_lock) return enabled && _locks == 0 && _busy == 0;
        }
    }

    internal void Lock()
    {
        lock (_lock) _locks++;
    }

    /// <summary>False when nothing is locked: an unbalanced unlock is refused.</summary>
    internal bool TryUnlock()
    {
        lock (_lock)
        {
            if (_locks == 0) return false;
            _locks--;
        }
        Freed?.Invoke();
        return true;
    }

    /// <summary>Adds to the count of workflow tasks, activities and the like under way.</summary>
    internal void AddBusy(int change)
    {
        if (change == 0 || !enabled) return;
        lock (_lock) _busy += change;
        if (change < 0) Freed?.Invoke();
    }
}
