using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Temporalio.Runtime;

/// <summary>Where a run's random numbers start.</summary>
internal static class RandomnessSeed
{
    // What follows a text, so that no two texts one after the other hash alike.
    private const byte EndOfText = 0xFF;

    /// <summary>SipHash-1-3 of the run id, with a key of zeros: what Temporal's own workers start from.</summary>
    /// <remarks>Source: Aumasson and Bernstein, “SipHash: a fast short-input PRF”. Changing it breaks the replay of running workflows.</remarks>
    internal static ulong FromRunId(string runId)
    {
        byte[] input = [.. Encoding.UTF8.GetBytes(runId), EndOfText];
        ReadOnlySpan<byte> rest = input;
        var state = new State(0x736F6D6570736575, 0x646F72616E646F6D, 0x6C7967656E657261, 0x7465646279746573);
        for (; rest.Length >= sizeof(ulong); rest = rest[sizeof(ulong)..]) state.Take(BinaryPrimitives.ReadUInt64LittleEndian(rest));
        Span<byte> last = stackalloc byte[sizeof(ulong)];
        last.Clear();
        rest.CopyTo(last);
        last[^1] = unchecked((byte)input.Length);
        state.Take(BinaryPrimitives.ReadUInt64LittleEndian(last));
        return state.Finish();
    }

    private struct State(ulong a, ulong b, ulong c, ulong d)
    {
        internal void Take(ulong word)
        {
            d ^= word;
            Round();
            a ^= word;
        }

        internal ulong Finish()
        {
            c ^= 0xFF;
            for (var round = 0; round < 3; round++) Round();
            return a ^ b ^ c ^ d;
        }

        private void Round()
        {
            unchecked
            {
                a += b;
                b = BitOperations.RotateLeft(b, 13) ^ a;
                a = BitOperations.RotateLeft(a, 32);
                c += d;
                d = BitOperations.RotateLeft(d, 16) ^ c;
                a += d;
                d = BitOperations.RotateLeft(d, 21) ^ a;
                c += b;
                b = BitOperations.RotateLeft(b, 17) ^ c;
                c = BitOperations.RotateLeft(c, 32);
            }
        }
    }
}
