using System.Text.Json.Nodes;
using Hitl.Slack.Interactions;
using Hitl.Slack.SocketMode;

namespace Hitl.Gateway.Slack;

/// <summary>Takes what Socket Mode delivers to the same desks that the signed routes lead to. Acknowledged only after the commit.</summary>
internal sealed class SocketDoor(SlackInteractions interactions, SlackCommands commands, SlackPatience patience) : ISocketHandler
{
    /// <inheritdoc/>
    public async Task<SocketAnswer?> HandleAsync(SocketEnvelope envelope, CancellationToken cancel)
    {
        var (done, reply) = await patience.TryAsync(soon => RunAsync(envelope, soon), cancel);
        return done ? new(reply) : null;
    }

    private Task<JsonObject?> RunAsync(SocketEnvelope envelope, CancellationToken cancel) => envelope.Type switch
    {
        "interactive" when SlackPayloads.Interaction(envelope.Payload.ToJsonString()) is { User: not null } interaction => interactions.HandleAsync(interaction, cancel),
        "slash_commands" when SlackPayloads.Command(envelope.Payload) is { } command => commands.HandleAsync(command, cancel),
        // What cannot be read came from Slack all the same: nothing to do with it, nothing to repeat.
        _ => Task.FromResult<JsonObject?>(null),
    };
}
