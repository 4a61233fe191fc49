namespace Hitl.Slack.SocketMode;

/// <summary>Where the way from Slack to us stands.</summary>
public enum SocketModeState
{
    /// <summary>Callbacks come over signed HTTP; no connection is held.</summary>
    Off,

    /// <summary>No connection yet, or it broke and is being made again.</summary>
    Connecting,

    /// <summary>Payloads arrive.</summary>
    Connected,

    /// <summary>Slack will not let us connect until a person changes something; nothing is tried any more.</summary>
    Stopped,
}
