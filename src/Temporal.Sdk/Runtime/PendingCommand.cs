using Temporalio.Api.Command.V1;

namespace Temporalio.Runtime;

/// <summary>A command as an object of its own, so that it can be withdrawn before it is sent.</summary>
internal sealed class PendingCommand(Command command)
{
    internal Command Command { get; } = command;
}
