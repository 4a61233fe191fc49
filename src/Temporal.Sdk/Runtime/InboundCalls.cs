using System.Reflection;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Runtime;

/// <summary>The last inbound interceptor: calls the workflow and its handlers.</summary>
internal sealed class InboundCalls(WorkflowInstance workflow) : WorkflowInboundInterceptor
{
    /// <summary>Head of the outbound chain, as the interceptors in front left it.</summary>
    internal WorkflowOutboundInterceptor? Outbound { get; private set; }

    /// <inheritdoc />
    public override void Init(WorkflowOutboundInterceptor outbound) => Outbound = outbound;

    /// <inheritdoc />
    public override async Task<object?> ExecuteWorkflowAsync(ExecuteWorkflowInput input)
    {
        var run = (Task)input.RunMethod.Invoke(input.Instance, BindingFlags.DoNotWrapExceptions, null, input.Args, null)!;
        await run.ConfigureAwait(true);
        return TaskResults.Of(run, input.RunMethod);
    }

    /// <inheritdoc />
    public override Task HandleSignalAsync(HandleSignalInput input) => input.Definition.InvokeAsync(workflow.Workflow, input.Args);

    /// <inheritdoc />
    public override object? HandleQuery(HandleQueryInput input) => input.Definition.Invoke(workflow.Workflow, input.Args);

    /// <inheritdoc />
    public override void ValidateUpdate(HandleUpdateInput input) => input.Definition.Validate(workflow.Workflow, input.Args);

    /// <inheritdoc />
    public override async Task<object?> HandleUpdateAsync(HandleUpdateInput input)
    {
        var handling = input.Definition.InvokeAsync(workflow.Workflow, input.Args);
        await handling.ConfigureAwait(true);
        return TaskResults.Of(handling, input.Definition.Signature);
    }
}
