using Microsoft.Extensions.Logging;
using Temporalio.Workflows;

namespace Temporalio.Runtime;

/// <summary>Hands signals to their handlers, and keeps those that have none yet.</summary>
internal sealed class SignalHandling
{
    private readonly WorkflowInstance _workflow;
    private readonly List<ActivationJob.Signal> _buffered = [];
    private ObservedDictionary<WorkflowSignalDefinition>? _definitions;
    private WorkflowSignalDefinition? _dynamic;

    internal SignalHandling(WorkflowInstance workflow)
    {
        _workflow = workflow;
        _dynamic = workflow.Definition.DynamicSignal;
    }

    /// <summary>Handlers by name; made changeable only for workflows that ask.</summary>
    internal IDictionary<string, WorkflowSignalDefinition> Definitions => _definitions ??=
        new ObservedDictionary<WorkflowSignalDefinition>(_workflow.Definition.Signals, Check, DeliverBuffered);

    /// <summary>Takes what has no handler of its own; what arrived before is delivered when it is set.</summary>
    internal WorkflowSignalDefinition? Dynamic
    {
        get => _dynamic;
        set
        {
            _dynamic = value;
            if (value is null) return;
            var waiting = _buffered.FindAll(signal => !HandlerSignatures.IsReserved(signal.Name));
            _buffered.RemoveAll(signal => !HandlerSignatures.IsReserved(signal.Name));
            waiting.ForEach(Deliver);
        }
    }

    internal IEnumerable<WorkflowSignalDefinition> Known =>
        (_definitions?.Values ?? _workflow.Definition.Signals.Values).Append(Dynamic).OfType<WorkflowSignalDefinition>();

    internal void Deliver(ActivationJob.Signal signal)
    {
        if (Find(signal.Name) is { } definition) Start(signal, definition);
        else _buffered.Add(signal);
    }

    private static void Check(string name, WorkflowSignalDefinition definition)
    {
        if (name != definition.Name) throw new ArgumentException($"The signal is named {definition.Name}, not {name}.", nameof(name));
    }

    private void DeliverBuffered(string name)
    {
        var waiting = _buffered.FindAll(signal => signal.Name == name);
        _buffered.RemoveAll(signal => signal.Name == name);
        waiting.ForEach(Deliver);
    }

    private WorkflowSignalDefinition? Find(string name)
    {
        var known = _definitions is { } changed
            ? (changed.TryGetValue(name, out var added) ? added : null)
            : _workflow.Definition.Signals.GetValueOrDefault(name);
        return known ?? (HandlerSignatures.IsReserved(name) ? null : Dynamic);
    }

    private void Start(ActivationJob.Signal signal, WorkflowSignalDefinition definition) => _workflow.StartMain(async () =>
    {
        if (Decode(signal, definition) is not { } arguments) return;
        using (_workflow.Handlers.Begin(signal.Name, definition.UnfinishedPolicy))
        {
            // The constructor may be the first to run; interceptors find the workflow there.
            _ = _workflow.Workflow;
            await _workflow.Inbound.HandleSignalAsync(new(signal.Name, definition, arguments, signal.Headers)).ConfigureAwait(true);
        }
    });

    // Failing would stop the workflow for good over something its sender got wrong.
    private object?[]? Decode(ActivationJob.Signal signal, WorkflowSignalDefinition definition)
    {
        try
        {
            return definition.Dynamic
                ? _workflow.Arguments.Raw(signal.Name, signal.Input)
                : _workflow.Arguments.Decode(definition.Signature, signal.Input, $"Signal {signal.Name}");
        }
#pragma warning disable CA1031 // A user's converter may throw anything.
        catch (Exception unreadable)
#pragma warning restore CA1031
        {
            _workflow.Logger.LogError(unreadable, "Dropping signal {SignalName}: its arguments cannot be read", signal.Name);
            return null;
        }
    }
}
