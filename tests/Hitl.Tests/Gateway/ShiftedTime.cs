namespace Hitl.Tests.Gateway;

/// <summary>Real time, moved: a sign-in can grow old and a token expire without anybody waiting.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _shift;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _shift));

    public IDisposable Forward(TimeSpan by)
    {
        Interlocked.Add(ref _shift, by.Ticks);
        return new Back(this, by);
    }

    private sealed class Back(ShiftedTime clock, TimeSpan by) : IDisposable
    {
        public void Dispose() => Interlocked.Add(ref clock._shift, -by.Ticks);
    }
}
