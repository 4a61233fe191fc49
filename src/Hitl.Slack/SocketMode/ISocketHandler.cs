namespace Hitl.Slack.SocketMode;

/// <summary>Does what an envelope asks for.</summary>
public interface ISocketHandler
{
    /// <summary>Handles one envelope. What is acknowledged must be durable by then.</summary>
    /// <param name="envelope">The envelope.</param>
    /// <param name="cancel">The connection's owner stops.</param>
    /// <returns>What the acknowledgement carries; null when nothing may be acknowledged, so that the person sees that it failed.</returns>
    Task<SocketAnswer?> HandleAsync(SocketEnvelope envelope, CancellationToken cancel);
}
