using System.Text.Json.Nodes;
using Hitl.FailPoints;
using Hitl.Slack.Interactions;
using Hitl.Slack.SocketMode;

namespace Hitl.Gateway.Slack;

/// <summary>Takes what Socket Mode delivers to the same desks that the signed routes lead to. Acknowledged only after the commit.</summary>
internal sealed class SocketDoor(SlackInteractions interactions, SlackCommands commands, SlackEvents events, SlackPatience patience) : ISocketHandler
{
    /// <inheritdoc/>
    public async Task<SocketAnswer?> HandleAsync(SocketEnvelope envelope, CancellationToken cancel)
    {
        var (done, reply) = await patience.TryAsync(soon => RunAsync(envelope, soon), cancel);
        if (done) FailPoint.Hit("G6");
        return done ? new(reply) : null;
    }

    private async Task<JsonObject?> RunAsync(SocketEnvelope envelope, CancellationToken cancel)
    {
        switch (envelope.Type)
        {
            case "interactive" when SlackPayloads.Interaction(envelope.Payload.ToJsonString()) is { User: not null } interaction:
                return await interactions.HandleAsync(interaction, cancel);
            case "slash_commands" when SlackPayloads.Command(envelope.Payload) is { } command:
                return await commands.HandleAsync(command, cancel);
            case "events_api":
                await events.HandleAsync(envelope.Payload, cancel);
                return null;
            default:
                // What cannot be read came from Slack all the same: nothing to do with it, nothing to repeat.
                return null;
        }
    }
}
