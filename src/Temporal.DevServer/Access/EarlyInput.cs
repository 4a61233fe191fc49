using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace Temporal.DevServer.Access;

/// <summary>What a connection sends while it waits to be served: read, so that its end is seen, and kept for whoever serves it.</summary>
internal sealed class EarlyInput
{
    // Nobody has told the caller yet that more may be sent: this is HTTP/2's first window.
    private const int Most = 65_535;

    private readonly ConnectionContext _connection;
    private readonly Task<ReadResult?> _reading;

    internal EarlyInput(ConnectionContext connection)
    {
        _connection = connection;
        _reading = ReadAsync(connection.Transport.Input);
    }

    /// <summary>Completes when there is nobody to serve any more: the caller has left, or sent more than it may.</summary>
    internal Task Ended => _reading;

    /// <summary>Stops reading; the next reader gets all of it.</summary>
    /// <returns>False when it has ended.</returns>
    internal async Task<bool> GiveBackAsync()
    {
        var (input, output) = (_connection.Transport.Input, _connection.Transport.Output);
        input.CancelPendingRead();
        if (await _reading is not { } last) return false;
        _connection.Transport = new Transport(new HeldInput(input, last), output);
        return true;
    }

    private static async Task<ReadResult?> ReadAsync(PipeReader input)
    {
        try
        {
            while (true)
            {
                var read = await input.ReadAsync();
                if (read.IsCompleted || read.Buffer.Length > Most) return null;
                if (read.IsCanceled) return read;
                input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (Exception failure) when (failure is IOException or ConnectionAbortedException)
        {
            return null;
        }
    }
}
