using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Hitl.Sandbox.Journaling;

namespace Hitl.Sandbox.Slack.SocketMode;

/// <summary>One Socket Mode connection. Sends one frame at a time; reads until the app closes.</summary>
internal sealed class SocketConnection(WebSocket socket)
{
    private const int MostBytes = 2_000_000;
    private readonly SemaphoreSlim _sending = new(1, 1);

    /// <summary>Whether payloads may be sent: false from the moment it is cut or its end is announced, though it may still be read.</summary>
    public bool IsOpen => socket.State == WebSocketState.Open;

    /// <inheritdoc cref="SendTextAsync"/>
    public Task<bool> SendAsync(JsonNode frame) => SendTextAsync(WireJson.Write(frame));

    /// <summary>Sends one text frame.</summary>
    /// <returns>False when the connection was gone, or went while the frame was on its way.</returns>
    public async Task<bool> SendTextAsync(string text)
    {
        await _sending.WaitAsync();
        try
        {
            if (!IsOpen) return false;
            await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);
            return true;
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Cut at any moment: an abort ends a send in any of these three ways.
            return false;
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Drops the connection without a close handshake.</summary>
    public void Abort() => socket.Abort();

    /// <summary>Starts the close handshake; the read loop ends when the app answers it.</summary>
    public async Task CloseAsync()
    {
        await _sending.WaitAsync();
        try
        {
            if (IsOpen)
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Hands every JSON frame to <paramref name="receive"/> until the connection ends.</summary>
    public async Task ReadAllAsync(Action<JsonObject> receive, CancellationToken stopping)
    {
        var buffer = new byte[MostBytes];
        var length = 0;
        try
        {
            while (socket.State is WebSocketState.Open or WebSocketState.CloseSent)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(length), stopping);
                if (part.MessageType == WebSocketMessageType.Close) break;
                length += part.Count;
                if (!part.EndOfMessage && length < MostBytes) continue;
                if (WireJson.TryParse(Encoding.UTF8.GetString(buffer, 0, length)) is JsonObject frame) receive(frame);
                length = 0;
            }

            if (socket.State == WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, stopping);
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException)
        {
            // The app is gone or the sandbox stops: either way nothing is left to read.
            socket.Abort();
        }
    }
}
