using Google.Protobuf.WellKnownTypes;
using Temporal.DevServer.Stores;
using Temporal.Protocol.Grpc;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using static Temporal.Tests.DevServer.Server;

namespace Temporal.Tests.DevServer;

/// <summary>Which run a start leads to, whatever the store.</summary>
public abstract class StartRules : IAsyncLifetime
{
    private Server _server = null!;

    private protected abstract Task<IHistoryStore> NewStoreAsync();

    public async ValueTask InitializeAsync() => _server = await StartAsync(await NewStoreAsync());

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task EN07_the_same_request_leads_to_the_same_run_and_another_request_is_refused()
    {
        var request = NewStart("a");

        var first = await _server.CallAsync<StartWorkflowExecutionResponse>(request);
        var again = await _server.CallAsync<StartWorkflowExecutionResponse>(request);
        var other = await _server.RefusedAsync<StartWorkflowExecutionResponse>(NewStart("a"));

        Assert.Equal((first.RunId, true, true), (again.RunId, first.Started, again.Started));
        Assert.Equal(GrpcStatusCode.AlreadyExists, other.Code);
        Assert.True(other.TryGetDetail<WorkflowExecutionAlreadyStartedFailure>(out var detail));
        Assert.Equal((first.RunId, request.RequestId), (detail.RunId, detail.StartRequestId));
    }

    [Fact]
    public async Task A_hundred_simultaneous_starts_of_one_id_make_one_run()
    {
        var starts = await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
        {
            var request = NewStart("a");
            request.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.UseExisting;
            return await _server.CallAsync<StartWorkflowExecutionResponse>(request);
        }));

        Assert.Single(starts, s => s.Started);
        Assert.Single(starts.Select(s => s.RunId).Distinct());
    }

    [Fact]
    public async Task Terminate_existing_ends_the_open_run_and_starts_another()
    {
        var first = await _server.StartWorkflowAsync("a");

        var second = await _server.StartWorkflowAsync("a", r => r.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.TerminateExisting);

        Assert.NotEqual(first, second);
        Assert.Equal(EventType.WorkflowExecutionTerminated, (await _server.HistoryAsync("a", first))[^1].EventType);
        Assert.Equal(second, (await _server.DescribeAsync("a")).WorkflowExecutionInfo.Execution.RunId);
    }

    [Theory]
    [InlineData(WorkflowIdReusePolicy.Unspecified, false, true)]
    [InlineData(WorkflowIdReusePolicy.AllowDuplicate, false, true)]
    [InlineData(WorkflowIdReusePolicy.AllowDuplicateFailedOnly, false, false)]
    [InlineData(WorkflowIdReusePolicy.AllowDuplicateFailedOnly, true, true)]
    [InlineData(WorkflowIdReusePolicy.RejectDuplicate, true, false)]
    public async Task A_closed_id_is_used_again_as_the_policy_says(WorkflowIdReusePolicy policy, bool terminated, bool allowed)
    {
        await _server.StartWorkflowAsync("a");
        if (terminated) await TerminateAsync("a");
        else await _server.CompleteAsync(await _server.PollAsync(), Complete());

        var again = await Record.ExceptionAsync(() => _server.StartWorkflowAsync("a", r => r.WorkflowIdReusePolicy = policy));

        Assert.Equal(allowed ? null : GrpcStatusCode.AlreadyExists, (again as RpcStatusException)?.Code);
    }

    [Fact]
    public async Task Signal_with_start_starts_once_and_signals_the_open_run_after_that()
    {
        var request = new SignalWithStartWorkflowExecutionRequest
        {
            Namespace = Namespace,
            WorkflowId = "a",
            WorkflowType = new() { Name = "Order" },
            TaskQueue = new() { Name = Queue },
            SignalName = "pay",
            RequestId = "one",
        };
        var first = await _server.CallAsync<SignalWithStartWorkflowExecutionResponse>(request);
        request.RequestId = "two";

        var second = await _server.CallAsync<SignalWithStartWorkflowExecutionResponse>(request);

        Assert.Equal((first.RunId, true, false), (second.RunId, first.Started, second.Started));
        Assert.Equal("WorkflowExecutionStarted WorkflowExecutionSignaled WorkflowTaskScheduled WorkflowExecutionSignaled", await _server.KindsAsync("a"));
    }

    [Fact]
    public async Task A_start_delay_holds_the_first_task_back()
    {
        await _server.StartWorkflowAsync("a", r => r.WorkflowStartDelay = Duration.FromTimeSpan(TimeSpan.FromMinutes(1)));
        await _server.SignalAsync("a", "early");
        var before = await _server.KindsAsync("a");

        _server.Time.Advance(TimeSpan.FromMinutes(1));
        var task = await _server.PollAsync();

        Assert.Equal("WorkflowExecutionStarted WorkflowExecutionSignaled", before);
        Assert.Equal(4, task.StartedEventId);
    }

    [Fact]
    public async Task An_eager_start_brings_its_first_task_along()
    {
        var request = NewStart("a");
        request.RequestEagerExecution = true;

        var started = await _server.CallAsync<StartWorkflowExecutionResponse>(request);
        await _server.CompleteAsync(started.EagerWorkflowTask, Complete());

        Assert.True(started.EagerWorkflowTask.History.Events[0].WorkflowExecutionStartedEventAttributes.EagerExecutionAccepted);
        Assert.EndsWith("WorkflowExecutionCompleted", await _server.KindsAsync("a"), StringComparison.Ordinal);
    }

    private async Task TerminateAsync(string id) => await _server.CallAsync<TerminateWorkflowExecutionResponse>(
        new TerminateWorkflowExecutionRequest { Namespace = Namespace, WorkflowExecution = new() { WorkflowId = id } });
}
