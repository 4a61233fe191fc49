namespace Temporalio.Worker.Interceptors;

/// <summary>Wraps what a worker's activities and workflows are asked to do, and what they ask for.</summary>
/// <remarks>An interceptor of the client that is also one of these applies to the client's workers too.</remarks>
public interface IWorkerInterceptor
{
    /// <summary>Puts a link in front of the chain of one activity attempt.</summary>
    /// <param name="nextInterceptor">What the new link must call.</param>
    /// <returns>The new head of the chain; the given one to leave it as it is.</returns>
    ActivityInboundInterceptor InterceptActivity(ActivityInboundInterceptor nextInterceptor) => nextInterceptor;

    /// <summary>Puts a link in front of the chain of one workflow run. Must be deterministic.</summary>
    /// <param name="nextInterceptor">What the new link must call.</param>
    /// <returns>The new head of the chain; the given one to leave it as it is.</returns>
    WorkflowInboundInterceptor InterceptWorkflow(WorkflowInboundInterceptor nextInterceptor) => nextInterceptor;
}
