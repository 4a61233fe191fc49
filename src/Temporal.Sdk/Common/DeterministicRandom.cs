using System.Buffers.Binary;
using System.Numerics;

namespace Temporalio.Common;

/// <summary>A random number generator whose sequence depends on its seed alone, on every machine and .NET version.</summary>
/// <remarks>
/// PCG XSL-RR, multiplicative, with 128 bits of state, and seeded as Temporal's own workers seed it, so that a workflow
/// draws the same numbers there. Source: O'Neill, “PCG: A Family of Simple Fast Space-Efficient Statistically Good
/// Algorithms for Random Number Generation”. Changing it in any way breaks the replay of running workflows.
/// </remarks>
public class DeterministicRandom : Random
{
    private const ulong SeedMultiplier = 6364136223846793005;
    private const ulong SeedIncrement = 11634580027462260723;
    private static readonly UInt128 Multiplier = new(0x2360ED051FC65DA4, 0x4385DF649FCCF645);

    private UInt128 _state;

    /// <summary>Starts a sequence.</summary>
    /// <param name="seed">Chooses the sequence.</param>
    public DeterministicRandom(ulong seed)
    {
        // A small generator spreads the seed over the whole state, which has to be odd.
        UInt128 state = 0;
        for (var shift = 0; shift < 128; shift += 32)
        {
            seed = unchecked((seed * SeedMultiplier) + SeedIncrement);
            var word = unchecked((uint)(((seed >> 18) ^ seed) >> 27));
            state |= (UInt128)BitOperations.RotateRight(word, (int)(seed >> 59)) << shift;
        }

        _state = state | 1;
    }

    /// <inheritdoc/>
    public override int Next() => Next(int.MaxValue);

    /// <inheritdoc/>
    public override int Next(int maxValue) => Next(0, maxValue);

    /// <inheritdoc/>
    public override int Next(int minValue, int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        var range = unchecked((uint)maxValue - (uint)minValue);
        if (range == 0) return minValue;
        var zone = unchecked((range << BitOperations.LeadingZeroCount(range)) - 1);
        while (true)
        {
            // The upper half is the number; a lower half beyond the zone would make some numbers more likely than others.
            var product = (ulong)unchecked((uint)NextBits()) * range;
            if ((uint)(product & uint.MaxValue) <= zone) return unchecked(minValue + (int)(product >> 32));
        }
    }

    /// <inheritdoc/>
    public override double NextDouble() => Sample();

    /// <inheritdoc/>
    public override void NextBytes(byte[] buffer) => NextBytes(buffer.AsSpan());

    /// <inheritdoc/>
    public override void NextBytes(Span<byte> buffer)
    {
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        while (!buffer.IsEmpty)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(word, NextBits());
            var taken = Math.Min(word.Length, buffer.Length);
            word[..taken].CopyTo(buffer);
            buffer = buffer[taken..];
        }
    }

    /// <inheritdoc/>
    protected override double Sample() => (NextBits() >> 12) * (1d / (1ul << 52));

    /// <summary>The next 64 bits of the sequence.</summary>
    private protected virtual ulong NextBits()
    {
        _state = unchecked(_state * Multiplier);
        return BitOperations.RotateRight((ulong)(_state >> 64) ^ (ulong)_state, (int)(ulong)(_state >> 122));
    }
}
