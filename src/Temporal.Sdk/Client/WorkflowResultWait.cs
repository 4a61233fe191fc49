using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>Long-polls for the event that closes a workflow, run by run, and turns it into a result or an exception.</summary>
internal sealed class WorkflowResultWait(WorkflowHandle handle, bool followRuns, RpcOptions rpc)
{
    private DataConverter Converter =>
        handle.Client.Options.DataConverter.WithSerializationContext(new ISerializationContext.Workflow(handle.Client.Options.Namespace, handle.Id));

    internal async Task<TResult> RunAsync<TResult>()
    {
        for (var run = handle.ResultRunId; ;)
        {
            var page = await handle.Client.OutboundInterceptor.FetchWorkflowHistoryEventPageAsync(new(
                handle.Id, run, null, null, true, HistoryEventFilterType.CloseEvent, true, rpc)).ConfigureAwait(false);
            var closing = page.Events.LastOrDefault() ?? throw new InvalidOperationException("Event set unexpectedly empty");
            run = followRuns ? NextRun(closing) : null;
            if (run is null) return await OutcomeAsync<TResult>(closing).ConfigureAwait(false);
        }
    }

    private static string? NextRun(HistoryEvent closing)
    {
        var next = closing.AttributesCase switch
        {
            HistoryEvent.AttributesOneofCase.WorkflowExecutionCompletedEventAttributes =>
                closing.WorkflowExecutionCompletedEventAttributes.NewExecutionRunId,
            HistoryEvent.AttributesOneofCase.WorkflowExecutionFailedEventAttributes =>
                closing.WorkflowExecutionFailedEventAttributes.NewExecutionRunId,
            HistoryEvent.AttributesOneofCase.WorkflowExecutionTimedOutEventAttributes =>
                closing.WorkflowExecutionTimedOutEventAttributes.NewExecutionRunId,
            HistoryEvent.AttributesOneofCase.WorkflowExecutionContinuedAsNewEventAttributes =>
                closing.WorkflowExecutionContinuedAsNewEventAttributes.NewExecutionRunId,
            _ => null,
        };
        return string.IsNullOrEmpty(next) ? null : next;
    }

    private async Task<TResult> OutcomeAsync<TResult>(HistoryEvent closing)
    {
        switch (closing.AttributesCase)
        {
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionCompletedEventAttributes:
                return await DecodeAsync<TResult>(closing.WorkflowExecutionCompletedEventAttributes).ConfigureAwait(false);
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionContinuedAsNewEventAttributes:
                throw new WorkflowContinuedAsNewException(closing.WorkflowExecutionContinuedAsNewEventAttributes.NewExecutionRunId);
            default:
                var failure = FailureOf(closing);
                throw new WorkflowFailedException(await Converter.ToExceptionAsync(failure).ConfigureAwait(false));
        }
    }

    private async Task<TResult> DecodeAsync<TResult>(WorkflowExecutionCompletedEventAttributes completed)
    {
        // The caller wants no result.
        if (typeof(TResult) == typeof(ValueTuple)) return default!;
        if (completed.Result is null) throw new InvalidOperationException("No result present");
        return await Converter.ToSingleValueAsync<TResult>(completed.Result.Payloads_).ConfigureAwait(false);
    }

    private static Failure FailureOf(HistoryEvent closing) => closing.AttributesCase switch
    {
        HistoryEvent.AttributesOneofCase.WorkflowExecutionFailedEventAttributes =>
            closing.WorkflowExecutionFailedEventAttributes.Failure,
        HistoryEvent.AttributesOneofCase.WorkflowExecutionCanceledEventAttributes => new Failure
        {
            Message = "Workflow cancelled",
            CanceledFailureInfo = new() { Details = closing.WorkflowExecutionCanceledEventAttributes.Details },
        },
        HistoryEvent.AttributesOneofCase.WorkflowExecutionTerminatedEventAttributes => new Failure
        {
            Message = closing.WorkflowExecutionTerminatedEventAttributes.Reason is { Length: > 0 } reason ? reason : "Workflow terminated",
            TerminatedFailureInfo = new(),
        },
        HistoryEvent.AttributesOneofCase.WorkflowExecutionTimedOutEventAttributes => new Failure
        {
            Message = "Workflow timed out",
            TimeoutFailureInfo = new() { TimeoutType = TimeoutType.StartToClose },
        },
        _ => throw new InvalidOperationException($"Event {closing.EventType} does not close a workflow"),
    };
}
