using Google.Protobuf.WellKnownTypes;
using Temporal.DevServer.Stores;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using static Temporal.Tests.DevServer.Server;

namespace Temporal.Tests.DevServer;

/// <summary>Runs that end, or are reset, in the middle of something.</summary>
public sealed class EndingTests : IAsyncLifetime
{
    private Server _server = null!;

    public async ValueTask InitializeAsync() => _server = await StartAsync(new MemoryHistoryStore());

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_run_can_be_reset_to_before_its_first_task_was_started()
    {
        await _server.StartWorkflowAsync("w");
        await _server.CompleteAsync(await _server.PollAsync());

        var run = await ResetAsync(3);

        Assert.Equal("WorkflowExecutionStarted WorkflowTaskScheduled WorkflowTaskFailed WorkflowTaskScheduled", await KindsAsync(run));
    }

    [Fact]
    public async Task A_run_can_be_terminated_while_a_later_attempt_of_its_task_waits()
    {
        await _server.StartWorkflowAsync("w");
        var task = await _server.PollAsync();
        await _server.CallAsync<RespondWorkflowTaskFailedResponse>(
            new RespondWorkflowTaskFailedRequest { Namespace = Namespace, TaskToken = task.TaskToken, Cause = WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure });

        await TerminateAsync("w");

        Assert.EndsWith("WorkflowTaskFailed WorkflowExecutionTerminated", await _server.KindsAsync("w"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_can_be_terminated_while_an_update_waits_for_its_task()
    {
        await _server.StartWorkflowAsync("w");
        await _server.CompleteAsync(await _server.PollAsync());
        var asked = Assert.ThrowsAsync<Temporal.Protocol.Grpc.RpcStatusException>(
            () => _server.CallAsync<UpdateWorkflowExecutionResponse>(Updates.Request("w", "u")));
        await Eventually.HoldsAsync(async () => (await _server.DescribeAsync("w")).PendingWorkflowTask is not null);

        await TerminateAsync("w");

        await asked;
        Assert.EndsWith("WorkflowTaskCompleted WorkflowExecutionTerminated", await _server.KindsAsync("w"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_accepted_update_is_asked_again_after_a_reset()
    {
        await _server.StartWorkflowAsync("w");
        await _server.CompleteAsync(await _server.PollAsync());
        var asked = _server.CallAsync<UpdateWorkflowExecutionResponse>(Updates.Request("w", "u"));
        var task = await _server.PollAsync();
        await _server.CompleteAsync(task, completion => Updates.AcceptAndComplete(completion, task.Messages.Single()));
        await asked;

        var run = await ResetAsync(4);
        var again = await _server.PollAsync();
        var admitted = again.History.Events.Single(e => e.EventType == EventType.WorkflowExecutionUpdateAdmitted);
        await _server.CompleteAsync(again, completion => Updates.AcceptAndComplete(completion, new()
        {
            Id = "u/request", ProtocolInstanceId = "u", Body = Any.Pack(admitted.WorkflowExecutionUpdateAdmittedEventAttributes.Request),
        }));

        Assert.EndsWith("WorkflowExecutionUpdateAccepted WorkflowExecutionUpdateCompleted", await KindsAsync(run), StringComparison.Ordinal);
        Assert.Contains("WorkflowExecutionUpdateAdmitted", await KindsAsync(run), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parent_learns_that_its_child_was_terminated()
    {
        await WithChildAsync();

        await TerminateAsync("child");

        await Eventually.HoldsAsync(async () => (await _server.KindsAsync("parent")).Contains("ChildWorkflowExecutionTerminated", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_parent_learns_that_its_child_ran_out_of_time()
    {
        await WithChildAsync(child => child.WorkflowRunTimeout = Duration.FromTimeSpan(TimeSpan.FromMinutes(1)));

        _server.Time.Advance(TimeSpan.FromMinutes(1));

        await Eventually.HoldsAsync(async () => (await _server.KindsAsync("parent")).Contains("ChildWorkflowExecutionTimedOut", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cancelling_a_workflow_that_is_not_there_fails()
    {
        await _server.StartWorkflowAsync("w");

        await _server.CompleteAsync(await _server.PollAsync(), new Command
        {
            CommandType = CommandType.RequestCancelExternalWorkflowExecution,
            RequestCancelExternalWorkflowExecutionCommandAttributes = new() { WorkflowId = "nobody" },
        });

        await Eventually.HoldsAsync(async () => (await _server.KindsAsync("w")).Contains("RequestCancelExternalWorkflowExecutionFailed", StringComparison.Ordinal));
    }

    private async Task WithChildAsync(Action<StartChildWorkflowExecutionCommandAttributes>? with = null)
    {
        var child = new StartChildWorkflowExecutionCommandAttributes { WorkflowId = "child", WorkflowType = new() { Name = "Order" } };
        with?.Invoke(child);
        await _server.StartWorkflowAsync("parent");
        await _server.CompleteAsync(
            await _server.PollAsync(),
            new Command { CommandType = CommandType.StartChildWorkflowExecution, StartChildWorkflowExecutionCommandAttributes = child });
        await Eventually.HoldsAsync(async () => (await _server.KindsAsync("parent")).Contains("ChildWorkflowExecutionStarted", StringComparison.Ordinal));
    }

    private async Task<string> ResetAsync(long finishEventId) => (await _server.CallAsync<ResetWorkflowExecutionResponse>(new ResetWorkflowExecutionRequest
    {
        Namespace = Namespace, WorkflowExecution = new() { WorkflowId = "w" }, WorkflowTaskFinishEventId = finishEventId, RequestId = "r", Reason = "again",
    })).RunId;

    private async Task<string> KindsAsync(string run) => string.Join(' ', (await _server.HistoryAsync("w", run)).Select(e => e.EventType));

    private Task TerminateAsync(string id) => _server.CallAsync<TerminateWorkflowExecutionResponse>(
        new TerminateWorkflowExecutionRequest { Namespace = Namespace, WorkflowExecution = new() { WorkflowId = id } });
}
