using Temporalio.Worker.Tuning;

namespace Temporalio.Worker;

/// <summary>How many polls are wanted, and how many there are.</summary>
internal sealed class PollerScale(int least, int initial, int most)
{
    private readonly Lock _lock = new();
    private int _wanted = initial;
    private int _open;
    private bool _isGuided;

    /// <summary>The scale of a behavior, with at most so many polls as there can be slots.</summary>
    internal static PollerScale Of(PollerBehavior behavior, int slots) => behavior switch
    {
        PollerBehavior.Autoscaling auto => new(
            Math.Min(auto.Minimum, slots), Math.Min(Math.Clamp(auto.Initial, auto.Minimum, auto.Maximum), slots), Math.Min(auto.Maximum, slots)),
        PollerBehavior.SimpleMaximum simple => Fixed(Math.Min(simple.Maximum, slots)),
        _ => throw new ArgumentException($"Unknown poller behavior {behavior.GetType().Name}"),
    };

    internal static PollerScale Fixed(int polls) => new(polls, polls, polls);

    /// <summary>How many polls are to be begun now; counts them as open.</summary>
    internal int Missing()
    {
        lock (_lock)
        {
            var missing = Math.Max(0, _wanted - _open);
            _open += missing;
            return missing;
        }
    }

    /// <summary>Whether one poll is to end now; if so, it is no longer counted.</summary>
    internal bool TryEndOne()
    {
        lock (_lock)
        {
            if (_open <= _wanted) return false;
            _open--;
            return true;
        }
    }

    /// <summary>An answer came. Without advice, an empty one from a server that gives advice means that one poll less would do.</summary>
    internal void Answered(int? advice, bool isEmpty)
    {
        lock (_lock)
        {
            if (advice is not null) _isGuided = true;
            Change(_wanted + (advice ?? (isEmpty && _isGuided ? -1 : 0)));
        }
    }

    /// <summary>The server could not answer; one that is overloaded gets half the polls.</summary>
    internal void Failed(bool isOverloaded)
    {
        lock (_lock) Change(isOverloaded ? _wanted / 2 : _wanted - 1);
    }

    private void Change(int wanted) => _wanted = Math.Clamp(wanted, Math.Max(1, least), Math.Max(1, most));
}
