using Temporalio.Api.Common.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Runtime.Machines;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Runtime;

/// <summary>Validates updates, hands them to their handlers and answers them.</summary>
/// <remarks>
/// Update:  received → rejected            the validator, or that there is no handler; leaves nothing behind
///          received → accepted → failed   the handler threw what would fail a workflow
///                              → completed
/// </remarks>
internal sealed class UpdateHandling(WorkflowInstance workflow)
{
    private readonly AsyncLocal<WorkflowUpdateInfo?> _current = new();
    private ObservedDictionary<WorkflowUpdateDefinition>? _definitions;

    /// <summary>Handlers by name; made changeable only for workflows that ask.</summary>
    internal IDictionary<string, WorkflowUpdateDefinition> Definitions => _definitions ??=
        new ObservedDictionary<WorkflowUpdateDefinition>(workflow.Definition.Updates, Check);

    internal WorkflowUpdateDefinition? Dynamic { get; set; } = workflow.Definition.DynamicUpdate;

    /// <summary>Whether an update that is done at once is answered after what is to be done already.</summary>
    internal bool AnswersInTurn { get; set; } = true;

    /// <summary>The update whose handler is running, if one is.</summary>
    internal WorkflowUpdateInfo? Current => _current.Value;

    internal IEnumerable<WorkflowUpdateDefinition> Known => (_definitions?.Values ?? workflow.Definition.Updates.Values).Append(Dynamic).OfType<WorkflowUpdateDefinition>();

    internal void Deliver(ActivationJob.Update update) => workflow.StartMain(async () =>
    {
        var info = new WorkflowUpdateInfo(update.Request.Meta.UpdateId, update.Request.Input.Name);
        _current.Value = info;
        using var scope = workflow.Logger.BeginScope(info.LoggerScope);
        if (Admit(update) is not { } input) return;
        using (workflow.Handlers.BeginUpdate(info.Name, input.Definition.UnfinishedPolicy))
        {
            await HandleAsync(update, input).ConfigureAwait(true);
        }
    });

    private static void Check(string name, WorkflowUpdateDefinition definition)
    {
        if (name != definition.Name) throw new ArgumentException($"The update is named {definition.Name}, not {name}.", nameof(name));
    }

    private HandleUpdateInput? Admit(ActivationJob.Update update)
    {
        try
        {
            var input = Read(update.Request);
            // With arguments of its own: what a validator does to them must not reach the handler, as no replay would repeat it.
            if (update.RunsValidator && input.Definition.HasValidator) Validate(Read(update.Request));
            if (workflow.Commands.Violation is { } swallowed) throw swallowed;
            Accept(update);
            return input;
        }
#pragma warning disable CA1031 // Whatever a validator or a user's converter throws refuses the update.
        catch (Exception refused)
#pragma warning restore CA1031
        {
            // A validator that does more than read is no refusal but a fault of the code.
            if (workflow.Commands.Violation is { } violation) workflow.FailTask(violation);
            else Reject(update, refused);
            return null;
        }
    }

    private HandleUpdateInput Read(Request request)
    {
        var name = request.Input.Name;
        // A constructor may add handlers, so it has to have run.
        _ = workflow.Workflow;
        var definition = Find(name) ?? throw new InvalidOperationException(
            $"Update handler for {name} expected but not found, and there is no dynamic handler. "
            + $"known updates: [{string.Join(' ', Known.Select(known => known.Name).Order(StringComparer.OrdinalIgnoreCase))}]");
        var payloads = request.Input.Args?.Payloads_ ?? [];
        var arguments = definition.Dynamic
            ? workflow.Arguments.Raw(name, payloads)
            : workflow.Arguments.Decode(definition.Signature, payloads, $"Update {name}");
        return new HandleUpdateInput(request.Meta.UpdateId, name, definition, arguments, request.Input.Header?.Fields);
    }

    private WorkflowUpdateDefinition? Find(string name)
    {
        var known = _definitions is { } changed
            ? (changed.TryGetValue(name, out var added) ? added : null)
            : workflow.Definition.Updates.GetValueOrDefault(name);
        return known ?? (HandlerSignatures.IsReserved(name) ? null : Dynamic);
    }

    private void Validate(HandleUpdateInput input)
    {
        workflow.Commands.BeginReading($"Update validator for {input.Update}");
        try
        {
            workflow.Inbound.ValidateUpdate(input);
        }
        finally
        {
            workflow.Commands.EndReading();
        }
    }

    private async Task HandleAsync(ActivationJob.Update update, HandleUpdateInput input)
    {
        try
        {
            var handling = workflow.Inbound.HandleUpdateAsync(input);
            if (AnswersInTurn && handling.IsCompleted) await Task.Yield();
            var result = await handling.ConfigureAwait(true);
            Respond(update, new Outcome { Success = new Payloads { Payloads_ = { workflow.PayloadConverter.ToPayload(result) } } });
        }
        catch (Exception thrown) when (workflow.Ending.FailsWorkflow(thrown))
        {
            Respond(update, new Outcome { Failure = workflow.FailureConverter.ToFailure(thrown, workflow.PayloadConverter) });
        }
#pragma warning disable CA1031 // Any other exception suspends the workflow until its code is mended.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            workflow.FailTask(thrown);
        }
    }

    private void Accept(ActivationJob.Update update)
    {
        UpdateMachine.Table.Take(UpdateMachine.Phase.None, UpdateMachine.Step.Accept, UpdateMachine.Phase.Accepted);
        workflow.Commands.Add(new OutgoingMessage(
            update.ProtocolInstanceId + "/accept",
            update.ProtocolInstanceId,
            new Acceptance
            {
                AcceptedRequestMessageId = update.MessageId,
                AcceptedRequestSequencingEventId = update.SequencingEventId,
                AcceptedRequest = update.Request,
            }));
    }

    private void Reject(ActivationJob.Update update, Exception refused)
    {
        UpdateMachine.Table.Take(UpdateMachine.Phase.None, UpdateMachine.Step.Reject, UpdateMachine.Phase.Rejected);
        workflow.Commands.AddRejection(new OutgoingMessage(
            update.ProtocolInstanceId + "/reject",
            update.ProtocolInstanceId,
            new Rejection
            {
                RejectedRequestMessageId = update.MessageId,
                RejectedRequestSequencingEventId = update.SequencingEventId,
                RejectedRequest = update.Request,
                Failure = workflow.FailureConverter.ToFailure(refused, workflow.PayloadConverter),
            }));
    }

    private void Respond(ActivationJob.Update update, Outcome outcome)
    {
        var step = outcome.Failure is null ? UpdateMachine.Step.Succeed : UpdateMachine.Step.Fail;
        UpdateMachine.Table.Take(UpdateMachine.Phase.Accepted, step, UpdateMachine.Phase.Completed);
        workflow.Commands.Add(new OutgoingMessage(
            update.ProtocolInstanceId + "/complete",
            update.ProtocolInstanceId,
            new Response { Meta = update.Request.Meta, Outcome = outcome }));
    }
}
