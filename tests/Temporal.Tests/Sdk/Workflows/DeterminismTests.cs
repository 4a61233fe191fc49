using Temporalio.Api.Enums.V1;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporal.Tests.Sdk.Workflows;

public sealed class DeterminismTests
{
    private static readonly ActivityOptions Minute = new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) };

    [Theory]
    [InlineData("other activity", "event 5, ActivityTaskScheduled of activity charge (id 1)", "ScheduleActivityTask of activity notify (id 1)")]
    [InlineData("timer", "event 5, ActivityTaskScheduled of activity charge (id 1)", "StartTimer of timer 1")]
    [InlineData("nothing", "event 5, ActivityTaskScheduled of activity charge (id 1)", "CompleteWorkflowExecution")]
    [InlineData("more", "no event for it after event 4, WorkflowTaskCompleted", "StartTimer of timer 1")]
    [InlineData("less", "event 5, ActivityTaskScheduled of activity charge (id 1)", "no further command")]
    public async Task A_changed_workflow_fails_its_replay_naming_event_and_command(string change, string theEvent, string theCommand)
    {
        var history = await RecordAsync("charge");
        var changed = history with { Events = WithArgument(history, change) };

        var thrown = await Assert.ThrowsAsync<WorkflowNondeterminismException>(() => Replayer().ReplayWorkflowAsync(
            changed, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains(theEvent, thrown.Message, StringComparison.Ordinal);
        Assert.Contains(theCommand, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_activity_is_told_in_the_words_people_look_up()
    {
        var history = await RecordAsync("charge");
        var changed = history with { Events = WithArgument(history, "other activity") };

        var thrown = await Assert.ThrowsAsync<WorkflowNondeterminismException>(() => Replayer().ReplayWorkflowAsync(
            changed, cancellationToken: TestContext.Current.CancellationToken));

        Assert.StartsWith(
            "[TMPRL1100] Nondeterminism error: Activity type of scheduled event 'charge' does not match activity type of activity command 'notify'",
            thrown.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unchanged_workflow_replays()
    {
        var history = await RecordAsync("charge");

        var result = await Replayer().ReplayWorkflowAsync(history, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Null(result.ReplayFailure);
    }

    [Fact]
    public async Task Non_determinism_can_be_returned_instead_of_thrown()
    {
        var history = await RecordAsync("charge");
        var changed = history with { Events = WithArgument(history, "timer") };

        var results = await Replayer().ReplayWorkflowsAsync([history, changed], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal([false, true], results.Select(result => result.ReplayFailure is WorkflowNondeterminismException));
    }

    [Fact]
    public async Task A_history_survives_its_JSON_form()
    {
        var history = await RecordAsync("charge");

        var read = WorkflowHistory.FromJson("workflow-1", history.ToJson());

        Assert.Equal(history.Events, read.Events);
        Assert.Null((await Replayer().ReplayWorkflowAsync(read, cancellationToken: TestContext.Current.CancellationToken)).ReplayFailure);
    }

    [Fact]
    public void Text_that_is_no_history_is_refused()
    {
        Assert.Throws<ArgumentException>(() => WorkflowHistory.FromJson("workflow-1", "not json"));
        Assert.Throws<ArgumentException>(() => WorkflowHistory.FromJson("workflow-1", """{"events": 3}"""));
    }

    [Fact]
    public async Task EN11_non_determinism_fails_the_task_and_not_the_workflow()
    {
        var run = WorkflowDriver.Start<ChangingWorkflow>("charge");
        await run.RunTaskAsync();
        run.CompleteActivity("1", "x");
        run.Events[0].WorkflowExecutionStartedEventAttributes.Input.Payloads_[0].Data = Google.Protobuf.ByteString.CopyFromUtf8("\"timer\"");

        var failed = await run.MovedTo(WorkflowDriver.ProcessorFor<ChangingWorkflow>()).FailTaskAsync();

        Assert.Equal(WorkflowTaskFailedCause.NonDeterministicError, failed.Cause);
    }

    private static WorkflowReplayer Replayer() => new(new WorkflowReplayerOptions().AddWorkflow<ChangingWorkflow>());

    private static async Task<WorkflowHistory> RecordAsync(string argument)
    {
        var run = WorkflowDriver.Start<ChangingWorkflow>(argument);
        await run.RunTaskAsync();
        await run.CompleteActivity("1", "receipt").RunTaskAsync();
        return new WorkflowHistory("workflow-1", run.Events);
    }

    // The argument stands in for a change of the code: it decides what the workflow does.
    private static List<Temporalio.Api.History.V1.HistoryEvent> WithArgument(WorkflowHistory history, string argument)
    {
        var events = history.Events.Select(happened => happened.Clone()).ToList();
        events[0].WorkflowExecutionStartedEventAttributes.Input.Payloads_[0].Data = Google.Protobuf.ByteString.CopyFromUtf8($"\"{argument}\"");
        return events;
    }

    [Workflow]
    public sealed class ChangingWorkflow
    {
        [WorkflowRun]
        public async Task RunAsync(string what)
        {
            switch (what)
            {
                case "charge":
                    await Workflow.ExecuteActivityAsync((IOrderActivities activities) => activities.ChargeAsync("x", 1), Minute);
                    break;
                case "other activity":
                    await Workflow.ExecuteActivityAsync((IOrderActivities activities) => activities.NotifyAsync("x"), Minute);
                    break;
                case "timer":
                    await Workflow.DelayAsync(1000);
                    break;
                case "more":
                    var charge = Workflow.ExecuteActivityAsync((IOrderActivities activities) => activities.ChargeAsync("x", 1), Minute);
                    await Workflow.DelayAsync(1000);
                    await charge;
                    break;
                case "less":
                    await Workflow.WaitConditionAsync(() => false);
                    break;
            }
        }
    }
}
