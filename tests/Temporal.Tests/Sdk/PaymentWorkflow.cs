using Temporalio.Workflows;

namespace Temporal.Tests.Sdk;

/// <summary>Runs one activity, as the test wants it run.</summary>
[Workflow]
public sealed class PaymentWorkflow
{
    [WorkflowRun]
    public Task<string> RunAsync(PaymentOrder order)
    {
        var options = new ActivityOptions
        {
            StartToCloseTimeout = order.Limit ?? TimeSpan.FromSeconds(30),
            HeartbeatTimeout = order.Silence,
            CancellationType = ActivityCancellationType.WaitCancellationCompleted,
            RetryPolicy = new() { InitialInterval = TimeSpan.FromMilliseconds(1), MaximumAttempts = order.Attempts },
        };
        return order.Listens
            ? Workflow.ExecuteActivityAsync((ISampleActivities activities) => activities.ListenAsync(), options)
            : Workflow.ExecuteActivityAsync((ISampleActivities activities) => activities.PayAsync(order.Who, order.Amount), options);
    }
}
