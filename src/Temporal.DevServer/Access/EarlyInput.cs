using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Temporal.DevServer.Access;

/// <summary>What a connection sends while it waits to be served: read, so that its end is seen, and kept for whoever serves it.</summary>
/// <remarks>
/// Whoever sends more than it may meanwhile is not read any further, and not served either: its writes stall. To close it at once would only bring its next connection.
/// </remarks>
internal sealed class EarlyInput
{
    // Nobody has told the caller yet that more may be sent: this is HTTP/2's first window.
    private const int Most = 65_535;

    private readonly ConnectionContext _connection;
    private readonly Action<EarlyInput> _eager;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<ReadResult?> _reading;

    /// <param name="connection">The connection that waits.</param>
    /// <param name="eager">Called when it has sent too much.</param>
    internal EarlyInput(ConnectionContext connection, Action<EarlyInput> eager)
    {
        (_connection, _eager) = (connection, eager);
        // The system would take some megabytes more for each of them.
        if (connection.Features.Get<IConnectionSocketFeature>() is { } system) system.Socket.ReceiveBufferSize = Most;
        _reading = ReadAsync(connection.Transport.Input);
    }

    /// <summary>Completes when the caller has left, or was given up.</summary>
    internal Task Ended => _ended.Task;

    /// <summary>Gives the connection up.</summary>
    /// <returns>False when it had ended before.</returns>
    internal bool End() => _ended.TrySetResult();

    /// <summary>Stops reading; the next reader gets all of it.</summary>
    /// <returns>False when it is not to be served: it has ended, or sent too much.</returns>
    internal async Task<bool> GiveBackAsync()
    {
        var (input, output) = (_connection.Transport.Input, _connection.Transport.Output);
        input.CancelPendingRead();
        if (await _reading is not { } last) return false;
        _connection.Transport = new Transport(new HeldInput(input, last), output);
        return true;
    }

    private async Task<ReadResult?> ReadAsync(PipeReader input)
    {
        try
        {
            while (true)
            {
                var read = await input.ReadAsync();
                if (read.IsCanceled) return read;
                if (read.IsCompleted) break;
                if (read.Buffer.Length > Most)
                {
                    _eager(this);
                    return null;
                }

                input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (Exception failure) when (failure is IOException or ConnectionAbortedException)
        {
            // The same as an end.
        }

        End();
        return null;
    }
}
