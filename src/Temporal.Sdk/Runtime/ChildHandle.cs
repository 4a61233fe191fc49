using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporalio.Runtime;

/// <summary>What a workflow holds of a child it started.</summary>
internal sealed class ChildHandle<TWorkflow, TResult>(WorkflowInstance workflow, ChildCall call, string runId)
    : ChildWorkflowHandle<TWorkflow, TResult>
{
    /// <inheritdoc />
    public override string Id => call.Id;

    /// <inheritdoc />
    public override string FirstExecutionRunId => runId;

    /// <inheritdoc />
    public override Task<TLocalResult> GetResultAsync<TLocalResult>() => workflow.Waits.Note(ResultAsync<TLocalResult>());

    /// <inheritdoc />
    public override Task SignalAsync(string signal, IReadOnlyCollection<object?> args, ChildWorkflowSignalOptions? options = null) =>
        workflow.Outbound.SignalChildWorkflowAsync(new(call.Id, signal, args, options, null));

    private async Task<TLocalResult> ResultAsync<TLocalResult>()
    {
        var ended = await call.Ended.Task.ConfigureAwait(true);
        if (ended.Failure is { } failure) throw call.Converter.FailureConverter.ToException(failure.Clone(), call.Converter.PayloadConverter);
        return typeof(TLocalResult) == typeof(ValueTuple) || ended.Result is null
            ? default!
            : call.Converter.PayloadConverter.ToValue<TLocalResult>(ended.Result);
    }
}
