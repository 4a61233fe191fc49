using System.Collections.Concurrent;
using System.Net.WebSockets;
using Microsoft.Extensions.Logging;

namespace Hitl.Slack.SocketMode;

/// <summary>One connection: reads frames, hands envelopes on side by side, and acknowledges each on the socket it came over.</summary>
internal sealed partial class SocketLink : IAsyncDisposable
{
    // As large as a signed callback may be; what is longer is read past, so that one bad frame costs no connection.
    private const int LargestFrame = 1024 * 1024;
    private static readonly TimeSpan Ping = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(5);

    private readonly ClientWebSocket _socket = new();
    private readonly ISocketHandler _handler;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly TaskCompletionSource<SocketHello> _hello = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _leaving = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _reading = Task.CompletedTask;
    private int _isLeft;

    private SocketLink(ISocketHandler handler, TimeProvider time, ILogger log) => (_handler, _time, _log) = (handler, time, log);

    /// <summary>Slack's greeting.</summary>
    public SocketHello Hello { get; private set; } = new(0, null);

    /// <summary>Completes with Slack's reason when it asks us to go, or with <c>broken</c> when the connection ended without one.</summary>
    /// <exception cref="TimeoutException">Neither happened within the limit.</exception>
    public Task<string> LeavingAsync(TimeSpan limit, CancellationToken cancel) => _leaving.Task.WaitAsync(limit, _time, cancel);

    /// <summary>Connects and waits for the greeting.</summary>
    /// <exception cref="WebSocketException">No connection, or it broke before the greeting.</exception>
    /// <exception cref="TimeoutException">No greeting in time.</exception>
    public static async Task<SocketLink> OpenAsync(
        Uri address, TimeSpan greeting, ISocketHandler handler, TimeProvider time, ILogger log, CancellationToken cancel)
    {
        var link = new SocketLink(handler, time, log);
        try
        {
            link._socket.Options.KeepAliveInterval = Ping;
            link._socket.Options.KeepAliveTimeout = Silence;
            using var late = new CancellationTokenSource(greeting, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
            await link._socket.ConnectAsync(address, either.Token);
            link._reading = link.ReadAllAsync();
            link.Hello = await link._hello.Task.WaitAsync(greeting, time, cancel);
            return link;
        }
        catch (Exception failure)
        {
            await link.DisposeAsync();
            if (failure is OperationCanceledException && !cancel.IsCancellationRequested) throw new TimeoutException("Slack did not greet in time.", failure);
            throw;
        }
    }

    /// <summary>Finishes what was begun, then says goodbye. The successor takes new payloads meanwhile.</summary>
    public async Task DrainAsync()
    {
        // A stop in the middle of a replacement drains the old one a second time.
        if (Interlocked.Exchange(ref _isLeft, 1) == 1) return;
        using var late = new CancellationTokenSource(LongestDrain, _time);
        try
        {
            await Task.WhenAll(_running.Keys).WaitAsync(late.Token);
            await CloseAsync(late.Token);
            await _reading.WaitAsync(late.Token);
        }
        catch (Exception failure) when (failure is OperationCanceledException or WebSocketException)
        {
            LogNotDrained(_log, failure);
        }

        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _socket.Abort();
        await _reading.WaitAsync(CancellationToken.None);
        await Task.WhenAll(_running.Keys);
        _socket.Dispose();
        _sending.Dispose();
        _stop.Dispose();
    }

    private async Task ReadAllAsync()
    {
        var buffer = new byte[LargestFrame];
        try
        {
            while (await ReadFrameAsync(buffer) is var (kind, length) && kind != WebSocketMessageType.Close)
            {
                if (kind == WebSocketMessageType.Text && length <= LargestFrame) Take(SocketFrame.Read(buffer.AsSpan(0, length)), length);
                else LogIgnored(_log, kind, length);
            }

            await CloseAsync(_stop.Token);
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException or IOException)
        {
            LogBroken(_log, failure.Message);
        }
        finally
        {
            _leaving.TrySetResult("broken");
            _hello.TrySetException(new WebSocketException("The connection ended before Slack greeted."));
        }
    }

    private async Task<(WebSocketMessageType Kind, int Length)> ReadFrameAsync(byte[] buffer)
    {
        var length = 0;
        while (true)
        {
            // Beyond the limit every part overwrites the last one: only its length still counts.
            var room = length < buffer.Length ? buffer.AsMemory(length) : buffer.AsMemory();
            var part = await _socket.ReceiveAsync(room, _stop.Token);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close || part.EndOfMessage) return (part.MessageType, length);
            if (length == buffer.Length) length++;
        }
    }

    private void Take(SocketFrame frame, int length)
    {
        if (frame.Hello is { } hello) _hello.TrySetResult(hello);
        else if (frame.DisconnectReason is { } reason) Leave(reason);
        else if (frame.Envelope is { } envelope) Start(envelope);
        else LogIgnored(_log, WebSocketMessageType.Text, length);
    }

    private void Leave(string reason)
    {
        _hello.TrySetException(new SocketRefusedException(reason));
        _leaving.TrySetResult(reason);
    }

    private void Start(SocketEnvelope envelope)
    {
        var task = AnswerAsync(envelope);
        _running.TryAdd(task, true);
        _ = task.ContinueWith(done => _running.TryRemove(done, out var _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task AnswerAsync(SocketEnvelope envelope)
    {
        await Task.Yield();
        try
        {
            if (await _handler.HandleAsync(envelope, _stop.Token) is { } answer) await SendAsync(SocketFrame.Acknowledge(envelope, answer), _stop.Token);
            else LogUnanswered(_log, envelope.Type, envelope.Id);
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Whatever was committed stands; Slack delivers it again over another connection, where it is known.
            LogUnacknowledged(_log, envelope.Type, envelope.Id, failure.Message);
        }
        catch (Exception failure)
        {
            LogFailed(_log, envelope.Type, envelope.Id, failure);
        }
    }

    private async Task SendAsync(byte[] text, CancellationToken cancel)
    {
        await _sending.WaitAsync(cancel);
        try
        {
            await _socket.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, cancel);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task CloseAsync(CancellationToken cancel)
    {
        await _sending.WaitAsync(cancel);
        try
        {
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived) await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancel);
        }
        finally
        {
            _sending.Release();
        }
    }

    [LoggerMessage(2101, LogLevel.Warning, "Slack sent a {Kind} frame of {Length} bytes that is nothing we know; it was ignored")]
    private static partial void LogIgnored(ILogger log, WebSocketMessageType kind, int length);

    [LoggerMessage(2102, LogLevel.Information, "A connection to Slack ended: {Why}")]
    private static partial void LogBroken(ILogger log, string why);

    [LoggerMessage(2103, LogLevel.Warning, "{Type} {Envelope} could not be made durable and was not acknowledged; the person sees that it failed")]
    private static partial void LogUnanswered(ILogger log, string type, string envelope);

    [LoggerMessage(2104, LogLevel.Warning, "{Type} {Envelope} was handled, but its acknowledgement was not sent: {Why}")]
    private static partial void LogUnacknowledged(ILogger log, string type, string envelope, string why);

    [LoggerMessage(2105, LogLevel.Error, "{Type} {Envelope} could not be handled")]
    private static partial void LogFailed(ILogger log, string type, string envelope, Exception failure);

    [LoggerMessage(2106, LogLevel.Warning, "A connection to Slack was dropped before everything on it was finished")]
    private static partial void LogNotDrained(ILogger log, Exception failure);
}
