using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;

namespace Temporalio.Runtime;

/// <summary>The commands of the current activation, in the order the workflow gave them.</summary>
internal sealed class CommandBuffer
{
    private List<PendingCommand> _commands = [];
    private string? _reader;

    /// <summary>Whether the workflow has ended; nothing after that counts.</summary>
    internal bool IsClosed { get; private set; }

    internal int Count => _commands.Count;

    /// <summary>Adds a command; the returned object withdraws it.</summary>
    /// <exception cref="InvalidWorkflowOperationException">A query is running.</exception>
    internal PendingCommand Add(Command command)
    {
        EnsureWritable("create commands");
        var pending = new PendingCommand(command);
        if (IsClosed) return pending;
        _commands.Add(pending);
        IsClosed = EndsWorkflow(command.CommandType);
        return pending;
    }

    /// <summary>Takes back a command.</summary>
    /// <returns>False if it is sent already, and has to be undone by another command.</returns>
    internal bool Withdraw(PendingCommand command) => _commands.Remove(command);

    /// <summary>Ends the activation.</summary>
    internal IReadOnlyList<PendingCommand> Take()
    {
        var taken = _commands;
        _commands = [];
        return taken;
    }

    /// <summary>Refuses commands until <see cref="EndReading"/>.</summary>
    internal void BeginReading(string reader) => _reader = reader;

    internal void EndReading() => _reader = null;

    internal void EnsureWritable(string what)
    {
        if (_reader is not null) throw new InvalidWorkflowOperationException($"{_reader} must not {what}: it may only read.");
    }

    private static bool EndsWorkflow(CommandType type) => type
        is CommandType.CompleteWorkflowExecution
        or CommandType.FailWorkflowExecution
        or CommandType.CancelWorkflowExecution
        or CommandType.ContinueAsNewWorkflowExecution;
}
