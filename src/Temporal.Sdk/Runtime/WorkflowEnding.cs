using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Runtime;

/// <summary>The commands that end a workflow, and which of them an exception calls for.</summary>
internal sealed class WorkflowEnding(WorkflowInstance workflow, IReadOnlyCollection<System.Type> workerFailureTypes)
{
    internal static Command Complete(Payload result) => new()
    {
        CommandType = CommandType.CompleteWorkflowExecution,
        CompleteWorkflowExecutionCommandAttributes =
            new CompleteWorkflowExecutionCommandAttributes { Result = new Payloads { Payloads_ = { result } } },
    };

    /// <summary>The command for an exception that left workflow code; null if the task is to fail, so that the code can be mended.</summary>
    internal Command? For(Exception thrown)
    {
        if (thrown is ContinueAsNewException continued) return ContinueAsNew(continued);
        if (workflow.CancellationToken.IsCancellationRequested && TemporalException.IsCanceledException(thrown)) return Cancel();
        return FailsWorkflow(thrown) ? Fail(thrown) : null;
    }

    internal bool FailsWorkflow(Exception thrown) =>
        thrown is FailureException or OperationCanceledException
        || workflow.Definition.FailureExceptionTypes?.Any(type => type.IsInstanceOfType(thrown)) == true
        || workerFailureTypes.Any(type => type.IsInstanceOfType(thrown));

    internal Command Fail(Exception thrown) => new()
    {
        CommandType = CommandType.FailWorkflowExecution,
        FailWorkflowExecutionCommandAttributes = new FailWorkflowExecutionCommandAttributes
        {
            Failure = workflow.FailureConverter.ToFailure(thrown, workflow.PayloadConverter),
        },
    };

    private static Command Cancel() => new()
    {
        CommandType = CommandType.CancelWorkflowExecution,
        CancelWorkflowExecutionCommandAttributes = new CancelWorkflowExecutionCommandAttributes(),
    };

    private Command ContinueAsNew(ContinueAsNewException continued)
    {
        var input = continued.Input;
        var options = input.Options ?? new ContinueAsNewOptions();
        var attributes = new ContinueAsNewWorkflowExecutionCommandAttributes
        {
            WorkflowType = new WorkflowType { Name = input.Workflow },
            TaskQueue = new TaskQueue { Name = options.TaskQueue ?? workflow.Info.TaskQueue },
            Input = new Payloads { Payloads_ = { workflow.PayloadConverter.ToPayloads(input.Args) } },
            WorkflowRunTimeout = (options.RunTimeout ?? workflow.Info.RunTimeout) is { } run ? Duration.FromTimeSpan(run) : null,
            WorkflowTaskTimeout = Duration.FromTimeSpan(options.TaskTimeout ?? workflow.Info.TaskTimeout),
            RetryPolicy = (options.RetryPolicy ?? workflow.Info.RetryPolicy)?.ToProto(),
            SearchAttributes = options.TypedSearchAttributes?.ToProto(),
            Memo = workflow.MemoOf(options.Memo),
            Header = Headers.Of(input.Headers),
        };
        return new Command
        {
            CommandType = CommandType.ContinueAsNewWorkflowExecution,
            ContinueAsNewWorkflowExecutionCommandAttributes = attributes,
        };
    }
}
