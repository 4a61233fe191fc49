using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;

namespace Temporalio.Runtime;

/// <summary>The commands of the current activation, in the order the workflow gave them.</summary>
internal sealed class CommandBuffer
{
    private List<PendingCommand> _commands = [];
    private List<OutgoingMessage> _rejections = [];
    private string? _reader;

    /// <summary>Whether the workflow has ended; nothing after that counts.</summary>
    internal bool IsClosed { get; private set; }

    /// <summary>Whether commands given beside the one that ends the workflow are sent, before it; older workers did not.</summary>
    internal bool KeepsAfterClosing { get; set; }

    /// <summary>Whether a query or a validator runs.</summary>
    internal bool IsReading => _reader is not null;

    internal int Count => _commands.Count;

    /// <summary>Adds a command; the returned object withdraws it.</summary>
    /// <exception cref="InvalidWorkflowOperationException">A query is running.</exception>
    internal PendingCommand Add(Command command, Action<long>? recorded = null)
    {
        EnsureWritable("create commands");
        var pending = new PendingCommand(command) { Recorded = recorded };
        if (IsClosed)
        {
            if (KeepsAfterClosing && !EndsWorkflow(command.CommandType)) AddBeforeEnd(pending);
            return pending;
        }

        _commands.Add(pending);
        IsClosed = EndsWorkflow(command.CommandType);
        return pending;
    }

    /// <summary>Adds a message that history keeps, by a command that fixes its place.</summary>
    /// <remarks>An update that ends together with its workflow is still answered, so its message goes before the closing command.</remarks>
    internal void Add(OutgoingMessage message)
    {
        EnsureWritable("create messages");
        var command = new Command
        {
            CommandType = CommandType.ProtocolMessage,
            ProtocolMessageCommandAttributes = new ProtocolMessageCommandAttributes { MessageId = message.Id },
        };
        var pending = new PendingCommand(command, message);
        if (IsClosed) AddBeforeEnd(pending);
        else _commands.Add(pending);
    }

    /// <summary>Adds a message that leaves no trace in history.</summary>
    internal void AddRejection(OutgoingMessage message) => _rejections.Add(message);

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

    /// <summary>Takes the messages without a command.</summary>
    internal IReadOnlyList<OutgoingMessage> TakeRejections()
    {
        var taken = _rejections;
        _rejections = [];
        return taken;
    }

    /// <summary>Refuses commands until <see cref="EndReading"/>.</summary>
    internal void BeginReading(string reader) => _reader = reader;

    internal void EndReading() => _reader = null;

    internal void EnsureWritable(string what)
    {
        if (_reader is not null) throw new InvalidWorkflowOperationException($"{_reader} must not {what}: it may only read.");
    }

    private void AddBeforeEnd(PendingCommand command)
    {
        if (_commands.Count > 0) _commands.Insert(_commands.Count - 1, command);
    }

    private static bool EndsWorkflow(CommandType type) => type
        is CommandType.CompleteWorkflowExecution
        or CommandType.FailWorkflowExecution
        or CommandType.CancelWorkflowExecution
        or CommandType.ContinueAsNewWorkflowExecution;
}
