using Temporalio.Common;

namespace Temporalio.Runtime;

/// <summary>The random numbers of workflows that began under our workers before 1.2: another generator, and another start.</summary>
/// <remarks>PCG XSL-RR with 128 bits of state, started from FNV-1a of the run id. Changing it breaks the replay of these workflows.</remarks>
internal sealed class FormerRandom : DeterministicRandom
{
    private static readonly UInt128 Multiplier = new(0x2360ED051FC65DA4, 0x4385DF649FCCF645);
    private static readonly UInt128 Increment = new(0x5851F42D4C957F2D, 0x14057B7EF767814F);

    private UInt128 _state;

    internal FormerRandom(ulong seed)
        : base(seed)
    {
        _state = Increment + seed;
        _ = NextBits();
    }

    /// <inheritdoc/>
    public override int Next(int minValue, int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        return (int)(minValue + (long)Below((ulong)((long)maxValue - minValue)));
    }

    /// <inheritdoc/>
    public override long NextInt64() => NextInt64(long.MaxValue);

    /// <inheritdoc/>
    public override long NextInt64(long maxValue) => NextInt64(0, maxValue);

    /// <inheritdoc/>
    public override long NextInt64(long minValue, long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        return unchecked(minValue + (long)Below((ulong)maxValue - (ulong)minValue));
    }

    /// <inheritdoc/>
    public override float NextSingle() => (NextBits() >> 40) * (1f / (1u << 24));

    /// <inheritdoc/>
    protected override double Sample() => (NextBits() >> 11) * (1d / (1ul << 53));

    /// <summary>The numbers of one run.</summary>
    internal static FormerRandom Of(string runId)
    {
        var hash = 14695981039346656037ul;
        foreach (var character in runId) hash = unchecked((hash ^ character) * 1099511628211ul);
        return new FormerRandom(hash);
    }

    private ulong Below(ulong exclusiveMaximum) => (ulong)((UInt128)NextBits() * exclusiveMaximum >> 64);

    /// <inheritdoc/>
    private protected override ulong NextBits()
    {
        var old = _state;
        _state = unchecked((old * Multiplier) + Increment);
        var rotation = (int)(ulong)(old >> 122);
        return ulong.RotateRight((ulong)(old >> 64) ^ (ulong)old, rotation);
    }
}
