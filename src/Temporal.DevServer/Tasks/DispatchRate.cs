namespace Temporal.DevServer.Tasks;

/// <summary>How fast a queue may hand out tasks: a bucket that holds one second's worth, and one task at least. Not thread-safe.</summary>
internal sealed class DispatchRate(double perSecond, TimeProvider time)
{
    private const double LongestWait = 3600;
    private readonly double _most = Math.Max(1, perSecond);
    private double _left = Math.Max(1, perSecond);
    private long _at = time.GetTimestamp();

    internal double PerSecond => perSecond;

    /// <summary>Takes one from the bucket; otherwise says how long it is empty.</summary>
    internal bool TryTake(out TimeSpan wait)
    {
        var now = time.GetTimestamp();
        _left = Math.Min(_most, _left + (time.GetElapsedTime(_at, now).TotalSeconds * perSecond));
        _at = now;
        wait = TimeSpan.Zero;
        if (_left >= 1)
        {
            _left--;
            return true;
        }

        // A hair more than needed: a timer that is early by rounding would have to be set again. No longer than a timer can be set for: it is asked again then.
        wait = TimeSpan.FromSeconds(Math.Min((1 - _left) / perSecond, LongestWait)) + TimeSpan.FromTicks(1);
        return false;
    }
}
