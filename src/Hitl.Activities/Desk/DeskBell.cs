using Hitl.Activities.Cards;

namespace Hitl.Activities.Desk;

/// <summary>Wakes the dispatcher of desk cards in this process.</summary>
public sealed class DeskBell(TimeProvider time)
{
    private readonly CardBell _bell = new(time);

    /// <summary>Says that some desk card may be due.</summary>
    public void Ring() => _bell.Ring();

    /// <summary>Waits for a ring, or for the timeout.</summary>
    /// <returns>Whether it rang.</returns>
    public Task<bool> WaitAsync(TimeSpan timeout, CancellationToken cancel) => _bell.WaitAsync(timeout, cancel);
}
