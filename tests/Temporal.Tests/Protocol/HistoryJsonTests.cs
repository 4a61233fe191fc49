using Temporal.Protocol.Histories;
using Temporalio.Api.Enums.V1;

namespace Temporal.Tests.Protocol;

public sealed class HistoryJsonTests
{
    [Theory]
    [InlineData("EVENT_TYPE_WORKFLOW_EXECUTION_STARTED", "TASK_QUEUE_KIND_NORMAL")]
    [InlineData("WorkflowExecutionStarted", "Normal")]
    public void Both_spellings_of_enums_are_read(string type, string kind)
    {
        var json = $$$$$$"""
            {"events":[{"eventId":"1","eventTime":"2026-01-02T03:04:05Z","eventType":"{{{{{{type}}}}}}","aFieldOfTomorrow":1,
              "workflowExecutionStartedEventAttributes":{"workflowType":{"name":"W"},"taskQueue":{"name":"q","kind":"{{{{{{kind}}}}}}"},
              "memo":{"fields":{"a":{"metadata":{"encoding":"anNvbi9wbGFpbg=="},"data":"MQ=="}}}}}]}
            """;

        var started = Assert.Single(HistoryJson.Parse(json).Events);

        Assert.Equal(EventType.WorkflowExecutionStarted, started.EventType);
        Assert.Equal(TaskQueueKind.Normal, started.WorkflowExecutionStartedEventAttributes.TaskQueue.Kind);
        Assert.Equal("1", started.WorkflowExecutionStartedEventAttributes.Memo.Fields["a"].Data.ToStringUtf8());
    }

    [Fact]
    public void Old_spellings_are_read_at_any_depth_and_nothing_stands_for_a_field_that_is_not_set()
    {
        var started = Assert.Single(HistoryJson.Parse("""
            {"events":[{"eventType":"WorkflowExecutionStarted","version":"0","workerMayIgnore":false,"workflowExecutionStartedEventAttributes":{
              "parentWorkflowExecution":null,"initiator":"Retry","retryPolicy":null,"workflowTaskTimeout":"10s","firstWorkflowTaskBackoff":"0.5s","continuedFailure":{
                "timeoutFailureInfo":{"timeoutType":"Heartbeat"},
                "cause":{"cause":{"activityFailureInfo":{"retryState":"MaximumAttemptsReached"}}}}}}]}
            """).Events).WorkflowExecutionStartedEventAttributes;

        Assert.Equal(ContinueAsNewInitiator.Retry, started.Initiator);
        Assert.Equal(TimeoutType.Heartbeat, started.ContinuedFailure.TimeoutFailureInfo.TimeoutType);
        Assert.Equal(RetryState.MaximumAttemptsReached, started.ContinuedFailure.Cause.Cause.ActivityFailureInfo.RetryState);
        Assert.Equal((10, 500_000_000), (started.WorkflowTaskTimeout.Seconds, started.FirstWorkflowTaskBackoff.Nanos));
        Assert.Null(started.RetryPolicy);
    }

    [Fact]
    public void A_written_history_is_read_back_equal()
    {
        var history = HistoryJson.Parse("""{"events":[{"eventId":"3","eventType":"TimerFired","timerFiredEventAttributes":{"timerId":"1"}}]}""");

        Assert.Equal(history, HistoryJson.Parse(HistoryJson.Format(history)));
        Assert.Contains("EVENT_TYPE_TIMER_FIRED", HistoryJson.Format(history), StringComparison.Ordinal);
    }
}
