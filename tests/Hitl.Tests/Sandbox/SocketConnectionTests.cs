using System.Net.WebSockets;
using Hitl.Sandbox.Slack.SocketMode;

namespace Hitl.Tests.Sandbox;

public sealed class SocketConnectionTests
{
    public static TheoryData<Exception> Ends() => [new WebSocketException("aborted"), new OperationCanceledException("Aborted"), new ObjectDisposedException("WebSocket")];

    [Theory]
    [MemberData(nameof(Ends), DisableDiscoveryEnumeration = true)]
    public async Task A_connection_cut_while_it_sends_says_so_and_can_be_asked_again(Exception end)
    {
        var connection = new SocketConnection(new CutSocket(end));

        Assert.False(await connection.SendTextAsync("{}"));
        Assert.False(await connection.SendTextAsync("{}"));
    }

    [Fact]
    public async Task A_connection_that_has_gone_takes_nothing()
    {
        using var stream = new MemoryStream();
        var socket = WebSocket.CreateFromStream(stream, isServer: true, subProtocol: null, TimeSpan.Zero);
        var connection = new SocketConnection(socket);
        Assert.True(await connection.SendTextAsync("{}"));

        socket.Dispose();

        Assert.False(await connection.SendTextAsync("{}"));
    }

    /// <summary>Says that it is open, and is gone when it is used.</summary>
    private sealed class CutSocket(Exception end) : WebSocket
    {
        public override WebSocketCloseStatus? CloseStatus => null;
        public override string? CloseStatusDescription => null;
        public override WebSocketState State => WebSocketState.Open;
        public override string? SubProtocol => null;
        public override void Abort() { }
        public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.FromException(end);
        public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.FromException(end);
        public override void Dispose() { }
        public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) => Task.FromException<WebSocketReceiveResult>(end);
        public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) => Task.FromException(end);
    }
}
