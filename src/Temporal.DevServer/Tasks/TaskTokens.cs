using System.Security.Cryptography;
using Temporal.DevServer.State;

namespace Temporal.DevServer.Tasks;

/// <summary>Makes and reads task tokens: opaque, signed, and tied to one attempt.</summary>
internal sealed class TaskTokens(byte[] secret)
{
    private const int MacLength = 16;

    internal ByteString Seal(TaskToken token)
    {
        var size = token.CalculateSize();
        var bytes = new byte[MacLength + size];
        token.WriteTo(bytes.AsSpan(MacLength));
        Mac(bytes.AsSpan(MacLength), bytes.AsSpan(0, MacLength));
        return UnsafeByteOperations.UnsafeWrap(bytes);
    }

    /// <summary>Null for a token this server (or one with its store) did not make.</summary>
    internal TaskToken? Open(ByteString token)
    {
        if (token.Length <= MacLength) return null;
        Span<byte> expected = stackalloc byte[MacLength];
        Mac(token.Span[MacLength..], expected);
        return CryptographicOperations.FixedTimeEquals(expected, token.Span[..MacLength])
            ? TaskToken.Parser.ParseFrom(token.Span[MacLength..])
            : null;
    }

    internal static TaskToken ForWorkflowTask(RunState run) => new()
    {
        Namespace = run.Self.Key.Namespace,
        WorkflowId = run.Self.Key.WorkflowId,
        RunId = run.Self.RunId,
        ScheduledEventId = run.WorkflowTask!.ScheduledEventId,
        Attempt = run.WorkflowTask.Attempt,
        // Grows with every scheduling, so an answer to an abandoned attempt finds no match.
        Stamp = run.WorkflowTask.Stamp,
    };

    internal static TaskToken ForActivity(RunState run, long scheduledEventId) => new()
    {
        Namespace = run.Self.Key.Namespace,
        WorkflowId = run.Self.Key.WorkflowId,
        RunId = run.Self.RunId,
        ScheduledEventId = scheduledEventId,
        Attempt = run.Volatile.Activities[scheduledEventId].Attempt,
        Stamp = run.Volatile.Activities[scheduledEventId].Stamp,
    };

    private void Mac(ReadOnlySpan<byte> body, Span<byte> mac)
    {
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, body, whole);
        whole[..MacLength].CopyTo(mac);
    }
}
