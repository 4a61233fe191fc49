using Temporalio.Api.Command.V1;

namespace Temporalio.Runtime;

/// <summary>A command as an object of its own, so that it can be withdrawn before it is sent.</summary>
internal sealed class PendingCommand(Command command, OutgoingMessage? message = null)
{
    internal Command Command { get; } = command;

    /// <summary>What a protocol message command stands for; null for other commands.</summary>
    internal OutgoingMessage? Message { get; } = message;

    /// <summary>Told which event of history the command became.</summary>
    internal Action<long>? Recorded { get; init; }
}
