namespace Hitl.Slack.SocketMode;

/// <summary>Slack's greeting on a connection that works.</summary>
/// <param name="Connections">How many connections the app has now, this one included.</param>
/// <param name="AppId">The app's id; null when not stated.</param>
internal sealed record SocketHello(int Connections, string? AppId);
