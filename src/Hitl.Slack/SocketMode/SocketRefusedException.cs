namespace Hitl.Slack.SocketMode;

/// <summary>Slack sent us away instead of greeting.</summary>
internal sealed class SocketRefusedException(string reason) : Exception($"Slack refused the connection: {reason}.")
{
    public string Reason { get; } = reason;
}
