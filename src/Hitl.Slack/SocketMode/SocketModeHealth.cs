namespace Hitl.Slack.SocketMode;

/// <summary>What health checks and the console show of Socket Mode. Safe to read from anywhere.</summary>
public sealed class SocketModeHealth
{
    /// <summary>More connections than ours: clicks may go to somebody else.</summary>
    public const string GhostConnections = "slack.ghost_connections";

    /// <summary>Slack named an address that is not Slack's.</summary>
    public const string ForeignHost = "slack.socket_host";

    private volatile Snapshot _now = new(SocketModeState.Off, null);

    /// <summary>The state.</summary>
    public SocketModeState State => _now.State;

    /// <summary>What a person should look at, such as <c>slack.token_revoked</c>; null when nothing is wrong.</summary>
    public string? Alarm => _now.Alarm;

    internal void Connecting(string? alarm) => _now = new(SocketModeState.Connecting, alarm);

    internal void Connected(string? alarm) => _now = new(SocketModeState.Connected, alarm);

    internal void Stopped(string alarm) => _now = new(SocketModeState.Stopped, alarm);

    private sealed record Snapshot(SocketModeState State, string? Alarm);
}
