namespace Temporalio.Worker;

/// <summary>Lets so many past in a second, evenly spread, without saving up for a burst of more than one second.</summary>
internal sealed class RateLimit(double perSecond, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly TimeSpan _gap = TimeSpan.FromSeconds(1 / perSecond);
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    internal Task WaitAsync(CancellationToken cancel)
    {
        TimeSpan wait;
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (_next < now) _next = now;
            wait = _next - now;
            _next += _gap;
        }

        return wait > TimeSpan.Zero ? Task.Delay(wait, time, cancel) : Task.CompletedTask;
    }
}
