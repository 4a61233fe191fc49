using System.ComponentModel.DataAnnotations;

namespace Hitl.Slack.SocketMode;

/// <summary>How we hold Socket Mode connections. Bound from <c>Hitl:Slack</c>; checked before the host starts.</summary>
public sealed record SocketModeOptions
{
    /// <summary>The app-level token (<c>xapp-…</c>, scope <c>connections:write</c>). Default empty: callbacks come over signed HTTP.</summary>
    public string AppToken { get; init; } = "";

    /// <summary>
    /// How many connections all our gateways hold together; more than that in Slack's <c>hello</c> means that somebody else takes our payloads.
    /// Default 1 for one gateway; allowed 1 to 5, because Slack allows ten and each is doubled while it is replaced.
    /// </summary>
    [Range(1, 5)]
    public int SocketConnections { get; init; } = 1;

    /// <summary>Longest wait for <c>hello</c> on a new connection. Default 10 s; allowed 1 s to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan SocketHello { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest pause before another try to connect; the first is at most a second, each doubles. Default 30 s; allowed 1 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan SocketLongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether Slack ends each connection after 360 s, to try the hand-over out. Default false.</summary>
    public bool SocketDebugReconnects { get; init; }

    /// <summary>Whether Socket Mode is the transport.</summary>
    public bool IsSocketMode => AppToken.Length > 0;
}
