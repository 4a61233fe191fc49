using Temporal.DevServer.State;
using Temporalio.Api.ErrorDetails.V1;

namespace Temporal.DevServer.Hosting;

/// <summary>Refusals in Temporal's words, with the details its clients switch on.</summary>
internal static class Failures
{
    internal static RpcStatusException InvalidArgument(string message) => new(GrpcStatusCode.InvalidArgument, message);

    internal static RpcStatusException NotFound(string message) => new(GrpcStatusCode.NotFound, message, new NotFoundFailure());

    internal static RpcStatusException AlreadyCompleted() => NotFound("workflow execution already completed");

    internal static RpcStatusException FailedPrecondition(string message) => new(GrpcStatusCode.FailedPrecondition, message);

    internal static RpcStatusException Unavailable(string message) => new(GrpcStatusCode.Unavailable, message);

    internal static RpcStatusException ResourceExhausted(string message, ResourceExhaustedCause cause) =>
        new(GrpcStatusCode.ResourceExhausted, message, new ResourceExhaustedFailure { Cause = cause, Scope = ResourceExhaustedScope.Namespace });

    internal static RpcStatusException NamespaceNotFound(string @namespace) =>
        new(GrpcStatusCode.NotFound, $"Namespace {@namespace} is not found.", new NamespaceNotFoundFailure { Namespace = @namespace });

    internal static RpcStatusException NamespaceExists() =>
        new(GrpcStatusCode.AlreadyExists, "Namespace already exists.", new NamespaceAlreadyExistsFailure());

    internal static RpcStatusException QueryFailed(string message, Temporalio.Api.Failure.V1.Failure? failure) =>
        new(GrpcStatusCode.InvalidArgument, message, new QueryFailedFailure { Failure = failure });

    internal static RpcStatusException AlreadyStarted(RunState run)
    {
        var key = run.Self.Key;
        var message = run.IsOpen
            ? $"Workflow execution is already running. WorkflowId: {key.WorkflowId}, RunId: {run.Self.RunId}."
            : $"Workflow execution already finished. WorkflowId: {key.WorkflowId}, RunId: {run.Self.RunId}. Workflow Id reuse policy forbids another run.";
        return new(GrpcStatusCode.AlreadyExists, message, new WorkflowExecutionAlreadyStartedFailure
        {
            StartRequestId = run.Volatile.StartRequestId,
            RunId = run.Self.RunId,
            FirstExecutionRunId = run.Started.FirstExecutionRunId,
        });
    }
}
