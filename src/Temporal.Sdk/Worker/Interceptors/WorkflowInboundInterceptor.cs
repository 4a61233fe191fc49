namespace Temporalio.Worker.Interceptors;

/// <summary>One link of the chain that everything that comes to a workflow run passes. Runs as workflow code: deterministic.</summary>
public abstract class WorkflowInboundInterceptor
{
    /// <summary>Creates a link in front of another one.</summary>
    /// <param name="next">The link to delegate to.</param>
    protected WorkflowInboundInterceptor(WorkflowInboundInterceptor next) => MaybeNext = next;

    /// <summary>Creates the last link, which overrides everything.</summary>
    private protected WorkflowInboundInterceptor()
    {
    }

    /// <summary>The link behind this one.</summary>
    /// <exception cref="InvalidOperationException">This is the last one.</exception>
    protected WorkflowInboundInterceptor Next => MaybeNext ?? throw new InvalidOperationException("No next interceptor");

    private protected WorkflowInboundInterceptor? MaybeNext { get; init; }

    /// <summary>Tells the chain what the workflow's own calls go through.</summary>
    /// <param name="outbound">Head of the outbound chain; wrap it before passing it on to add to that chain.</param>
    public virtual void Init(WorkflowOutboundInterceptor outbound) => Next.Init(outbound);

    /// <summary>Runs the workflow.</summary>
    /// <param name="input">The call.</param>
    /// <returns>The workflow's result.</returns>
    public virtual Task<object?> ExecuteWorkflowAsync(ExecuteWorkflowInput input) => Next.ExecuteWorkflowAsync(input);

    /// <summary>Handles a signal.</summary>
    /// <param name="input">The call.</param>
    /// <returns>Completes with the handler.</returns>
    public virtual Task HandleSignalAsync(HandleSignalInput input) => Next.HandleSignalAsync(input);

    /// <summary>Answers a query.</summary>
    /// <param name="input">The call.</param>
    /// <returns>The answer.</returns>
    public virtual object? HandleQuery(HandleQueryInput input) => Next.HandleQuery(input);

    /// <summary>Decides whether an update is accepted; an exception refuses it. Not called on replay.</summary>
    /// <param name="input">The call.</param>
    public virtual void ValidateUpdate(HandleUpdateInput input) => Next.ValidateUpdate(input);

    /// <summary>Handles an accepted update.</summary>
    /// <param name="input">The call.</param>
    /// <returns>The update's result.</returns>
    public virtual Task<object?> HandleUpdateAsync(HandleUpdateInput input) => Next.HandleUpdateAsync(input);
}
