using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>The start that may come with an update, and the handle it leads to.</summary>
/// <typeparam name="THandle">Type of the handle.</typeparam>
public sealed class WithStartWorkflowOperation<THandle> : WithStartWorkflowOperation
    where THandle : WorkflowHandle
{
    private readonly TaskCompletionSource<THandle> _handle;
    private readonly Func<ITemporalClient, string, string?, THandle> _create;

    internal WithStartWorkflowOperation(
        string workflow,
        IReadOnlyCollection<object?> args,
        WorkflowOptions options,
        Func<ITemporalClient, string, string?, THandle> create,
        TaskCompletionSource<THandle>? handle = null)
        : base(workflow, args, options)
    {
        _create = create;
        _handle = handle ?? new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>The workflow, once an update that was sent with this start says which it is.</summary>
    /// <returns>The handle.</returns>
    /// <exception cref="WorkflowAlreadyStartedException">The id is taken. Stored in the task.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached. Stored in the task.</exception>
#pragma warning disable VSTHRD003 // Completed by the call this start is sent with; there is no context to wait for.
    public Task<THandle> GetHandleAsync() => _handle.Task;
#pragma warning restore VSTHRD003

    /// <inheritdoc/>
    public override object Clone() =>
        new WithStartWorkflowOperation<THandle>(Workflow, Args, (WorkflowOptions)Options.Clone(), _create, _handle) { Headers = Headers };

    /// <inheritdoc/>
    internal override void Started(ITemporalClient client, string id, string? runId) => _handle.TrySetResult(_create(client, id, runId));

    /// <inheritdoc/>
    internal override void Failed(Exception failure)
    {
        // The caller gets the same exception from the update; nobody has to look at both.
        if (_handle.TrySetException(failure)) _ = _handle.Task.Exception;
    }
}
