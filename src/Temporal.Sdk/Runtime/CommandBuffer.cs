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
    private bool _wasClosed;

    /// <summary>Whether the workflow has ended; in a later activation nothing counts any more.</summary>
    internal bool IsClosed { get; private set; }

    /// <summary>What becomes of commands given beside the one that ends the workflow.</summary>
    internal EndRule EndRule { get; set; }

    /// <summary>Whether a query or a validator runs.</summary>
    internal bool IsReading => _reader is not null;

    internal int Count => _commands.Count;

    /// <summary>Adds a command; the returned object withdraws it.</summary>
    /// <exception cref="InvalidWorkflowOperationException">A query is running.</exception>
    internal PendingCommand Add(Command command, Action<long>? recorded = null)
    {
        EnsureWritable("created workflow commands");
        var pending = new PendingCommand(command) { Recorded = recorded };
        _commands.Add(pending);
        IsClosed |= EndsWorkflow(pending);
        return pending;
    }

    /// <summary>Adds a message that history keeps, by a command that fixes its place.</summary>
    internal void Add(OutgoingMessage message)
    {
        EnsureWritable("created workflow messages");
        var command = new Command
        {
            CommandType = CommandType.ProtocolMessage,
            ProtocolMessageCommandAttributes = new ProtocolMessageCommandAttributes { MessageId = message.Id },
        };
        _commands.Add(new PendingCommand(command, message));
    }

    /// <summary>Adds a message that leaves no trace in history.</summary>
    internal void AddRejection(OutgoingMessage message) => _rejections.Add(message);

    /// <summary>Takes back a command.</summary>
    /// <returns>False if it is sent already, and has to be undone by another command.</returns>
    internal bool Withdraw(PendingCommand command) => _commands.Remove(command);

    /// <summary>Ends the activation.</summary>
    internal IReadOnlyList<PendingCommand> Take()
    {
        var taken = _wasClosed ? [] : IsClosed ? Closed() : _commands;
        _wasClosed = IsClosed;
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

    /// <summary>What the last reader did though it may only read, also if it let nobody know; null if nothing.</summary>
    internal InvalidWorkflowOperationException? Violation { get; private set; }

    /// <summary>Refuses commands until <see cref="EndReading"/>.</summary>
    internal void BeginReading(string reader) => (_reader, Violation) = (reader, null);

    internal void EndReading() => _reader = null;

    internal void EnsureWritable(string what)
    {
        if (_reader is null) return;
        throw Violation = new InvalidWorkflowOperationException($"{_reader} {what}: it may only read.");
    }

    // An update that ends together with its workflow is still answered where the rule lets its answer go before the end.
    private List<PendingCommand> Closed()
    {
        if (EndRule == EndRule.MovesLastEnd)
        {
            var last = _commands.FindLastIndex(EndsWorkflow);
            _commands.Add(_commands[last]);
            _commands.RemoveAt(last);
        }

        var first = _commands.FindIndex(EndsWorkflow);
        var kept = EndRule switch
        {
            EndRule.KeepsAll => _commands.Where(command => !EndsWorkflow(command)),
            EndRule.KeepsAnswers => _commands.Where((command, index) => index < first || command.Message is not null),
            _ => _commands.Take(first),
        };
        return [.. kept, _commands[first]];
    }

    private static bool EndsWorkflow(PendingCommand pending) => pending.Command.CommandType
        is CommandType.CompleteWorkflowExecution
        or CommandType.FailWorkflowExecution
        or CommandType.CancelWorkflowExecution
        or CommandType.ContinueAsNewWorkflowExecution;
}
