using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Runtime.Machines;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Runtime;

/// <summary>The child workflows of a workflow.</summary>
internal sealed class ChildCalls(WorkflowInstance workflow)
{
    private readonly Dictionary<long, ChildCall> _byEvent = [];

    internal Task<ChildWorkflowHandle<TWorkflow, TResult>> StartAsync<TWorkflow, TResult>(StartChildWorkflowInput input)
    {
        var options = input.Options;
        var cancel = options.CancellationToken ?? workflow.CancellationToken;
        if (cancel.IsCancellationRequested)
        {
            return Task.FromException<ChildWorkflowHandle<TWorkflow, TResult>>(
                new CanceledFailureException("Child workflow cancelled before scheduled"));
        }

        var id = options.Id ?? Workflow.NewGuid().ToString();
        var call = new ChildCall(id, input.Workflow, options.CancellationType, workflow.ConverterOf(id));
        call.Command = workflow.Commands.Add(CommandFor(call, input), eventId => _byEvent[call.InitiatedEventId = eventId] = call);
        call.Step(ChildMachine.Step.Ask, ChildMachine.Phase.Asked);
        var registration = cancel.Register(() => Cancel(call));
        return workflow.Scheduler.StartAsync(async () =>
        {
            try
            {
                var run = await call.Started.Task.ConfigureAwait(true);
                _ = ForgetTokenAsync(call, registration);
                return (ChildWorkflowHandle<TWorkflow, TResult>)new ChildHandle<TWorkflow, TResult>(workflow, call, run);
            }
            catch
            {
                await registration.DisposeAsync().ConfigureAwait(true);
                throw;
            }
        });
    }

    internal void ResolveStart(ActivationJob.ResolveChildStart resolution)
    {
        if (!_byEvent.TryGetValue(resolution.InitiatedEventId, out var call)) return;
        if (resolution.RunId is { } run)
        {
            call.Step(ChildMachine.Step.Start, call.Phase == ChildMachine.Phase.Asked ? ChildMachine.Phase.Running : call.Phase);
            call.Started.TrySetResult(run);
            return;
        }

        _byEvent.Remove(resolution.InitiatedEventId);
        call.Step(ChildMachine.Step.Refuse, ChildMachine.Phase.Ended);
        call.FailStart(resolution.Cause == StartChildWorkflowExecutionFailedCause.WorkflowAlreadyExists
            ? new WorkflowAlreadyStartedException("Child workflow already started", call.Id, call.Type, "<unknown>")
            : new InvalidOperationException($"Child workflow {call.Id} cannot be started: {resolution.Cause}"));
    }

    internal void Resolve(ActivationJob.ResolveChild resolution)
    {
        if (!_byEvent.Remove(resolution.InitiatedEventId, out var call)) return;
        call.Step(ChildMachine.Step.End, ChildMachine.Phase.Ended);
        call.Ended.TrySetResult(resolution);
    }

    private static async Task ForgetTokenAsync(ChildCall call, CancellationTokenRegistration registration)
    {
        await call.Ended.Task.ConfigureAwait(true);
        await registration.DisposeAsync().ConfigureAwait(true);
    }

    private static Duration? ToDuration(TimeSpan? time) => time is { } given ? Duration.FromTimeSpan(given) : null;

    private Command CommandFor(ChildCall call, StartChildWorkflowInput input)
    {
        var options = input.Options;
        var attributes = new StartChildWorkflowExecutionCommandAttributes
        {
            Namespace = workflow.Info.Namespace,
            WorkflowId = call.Id,
            WorkflowType = new WorkflowType { Name = input.Workflow },
            TaskQueue = new TaskQueue { Name = options.TaskQueue ?? workflow.Info.TaskQueue },
            Input = new Payloads { Payloads_ = { call.Converter.PayloadConverter.ToPayloads(input.Args) } },
            WorkflowExecutionTimeout = ToDuration(options.ExecutionTimeout),
            WorkflowRunTimeout = ToDuration(options.RunTimeout),
            WorkflowTaskTimeout = ToDuration(options.TaskTimeout),
            ParentClosePolicy = (Api.Enums.V1.ParentClosePolicy)(int)options.ParentClosePolicy,
            WorkflowIdReusePolicy = options.IdReusePolicy,
            RetryPolicy = options.RetryPolicy?.ToProto(),
            CronSchedule = options.CronSchedule ?? "",
            Header = Headers.Of(input.Headers),
            Memo = workflow.MemoOf(options.Memo),
            SearchAttributes = options.TypedSearchAttributes?.ToProto(),
            Priority = options.Priority?.ToProto(),
        };
        return new Command
        {
            CommandType = CommandType.StartChildWorkflowExecution,
            StartChildWorkflowExecutionCommandAttributes = attributes,
            UserMetadata = workflow.MetadataOf(options.StaticSummary, options.StaticDetails),
        };
    }

    private void Cancel(ChildCall call)
    {
        if (call.Phase is not (ChildMachine.Phase.Asked or ChildMachine.Phase.Running)) return;
        if (workflow.Commands.Withdraw(call.Command!))
        {
            call.Step(ChildMachine.Step.Withdraw, ChildMachine.Phase.Ended);
            workflow.ApplyNext(new ActivationJob.Run(() => call.FailStart(ToException(call, Cancelled(call, "Child Workflow execution cancelled before scheduled")))));
            return;
        }

        call.Step(ChildMachine.Step.Cancel, ChildMachine.Phase.Canceling);
        switch (call.CancellationType)
        {
            case ChildWorkflowCancellationType.Abandon:
                GiveUp(call);
                break;
            case ChildWorkflowCancellationType.TryCancel:
                _ = workflow.External.CancelAsync(call.Id, "", isChild: true);
                GiveUp(call);
                break;
            case ChildWorkflowCancellationType.WaitCancellationRequested:
                _ = GiveUpWhenRequestedAsync(call, workflow.External.CancelAsync(call.Id, "", isChild: true));
                break;
            default:
                _ = workflow.External.CancelAsync(call.Id, "", isChild: true);
                break;
        }
    }

    private async Task GiveUpWhenRequestedAsync(ChildCall call, Task requested)
    {
        await requested.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        GiveUp(call);
    }

    private void GiveUp(ChildCall call) => workflow.ApplyNext(new ActivationJob.Run(() =>
    {
        if (call.Phase != ChildMachine.Phase.Canceling) return;
        call.Step(ChildMachine.Step.GiveUp, ChildMachine.Phase.GivenUp);
        var failure = Cancelled(call, "Child Workflow execution cancelled");
        call.FailStart(ToException(call, failure));
        call.Ended.TrySetResult(new ActivationJob.ResolveChild(call.InitiatedEventId, null, failure));
    }));

    private static Exception ToException(ChildCall call, Failure failure) =>
        call.Converter.FailureConverter.ToException(failure.Clone(), call.Converter.PayloadConverter);

    private Failure Cancelled(ChildCall call, string message) => new()
    {
        Message = "Child Workflow execution failed",
        Cause = new Failure { Message = message, CanceledFailureInfo = new CanceledFailureInfo() },
        ChildWorkflowExecutionFailureInfo = new ChildWorkflowExecutionFailureInfo
        {
            Namespace = workflow.Info.Namespace,
            WorkflowExecution = new Api.Common.V1.WorkflowExecution { WorkflowId = call.Id },
            WorkflowType = new WorkflowType { Name = call.Type },
            InitiatedEventId = call.InitiatedEventId,
            RetryState = RetryState.NonRetryableFailure,
        },
    };
}
