using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Activities;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Tests.Sdk.Worker;

/// <summary>Activity tasks as a server would send them, and the one activity they are for.</summary>
internal static class ActivityTasks
{
    public static PollActivityTaskQueueResponse New(string token, TimeSpan? heartbeatTimeout = null) => new()
    {
        TaskToken = ByteString.CopyFromUtf8(token),
        ActivityType = new() { Name = "Work" },
        ActivityId = token,
        WorkflowExecution = new() { WorkflowId = "w", RunId = "r" },
        WorkflowType = new() { Name = "W" },
        WorkflowNamespace = "default",
        HeartbeatTimeout = heartbeatTimeout is { } span ? Duration.FromTimeSpan(span) : null,
        Attempt = 1,
    };

    public static ActivityDefinition Definition(Func<ActivityExecutionContext, Task> work) =>
        ActivityDefinition.Create("Work", typeof(Task), [], 0, _ => work(ActivityExecutionContext.Current));

    /// <summary>A poll that gets nothing before it is given up.</summary>
    public static async Task<IMessage> NeverAsync(CancellationToken cancel)
    {
        await new TaskCompletionSource().Task.WaitAsync(cancel);
        return new PollActivityTaskQueueResponse();
    }
}
