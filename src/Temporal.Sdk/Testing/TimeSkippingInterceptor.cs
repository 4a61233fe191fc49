using Temporalio.Client;
using Temporalio.Client.Interceptors;

namespace Temporalio.Testing;

/// <summary>Lets time skip while a client waits for the result of a workflow it started.</summary>
internal sealed class TimeSkippingInterceptor(EphemeralEnvironment environment) : IClientInterceptor
{
    /// <inheritdoc />
    public ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor) => new Outbound(nextInterceptor, environment);

    private sealed class Outbound(ClientOutboundInterceptor next, EphemeralEnvironment environment) : ClientOutboundInterceptor(next)
    {
        public override async Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(StartWorkflowInput input) =>
            new SkippingHandle<TWorkflow, TResult>(
                environment, await base.StartWorkflowAsync<TWorkflow, TResult>(input).ConfigureAwait(false));
    }

    private sealed record SkippingHandle<TWorkflow, TResult> : WorkflowHandle<TWorkflow, TResult>
    {
        private readonly EphemeralEnvironment _environment;

        internal SkippingHandle(EphemeralEnvironment environment, WorkflowHandle<TWorkflow, TResult> handle)
            : base(handle.Client, handle.Id, handle.RunId, handle.ResultRunId, handle.FirstExecutionRunId) => _environment = environment;

        public override Task<TLocal> GetResultAsync<TLocal>(bool followRuns = true, RpcOptions? rpcOptions = null) =>
            _environment.SkippingAsync(() => base.GetResultAsync<TLocal>(followRuns, rpcOptions));
    }
}
