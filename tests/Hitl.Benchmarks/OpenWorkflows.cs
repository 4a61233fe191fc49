using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;

namespace Hitl.Benchmarks;

/// <summary>Workflows as approvals leave them: started, looked at once by a worker, and waiting for a person or a timer.</summary>
/// <param name="client">Where.</param>
/// <param name="queue">Their task queue, and the beginning of their ids.</param>
/// <param name="opened">How many were opened before, by a process that is gone.</param>
internal sealed class OpenWorkflows(TemporalClient client, string queue, int opened = 0)
{
    private const int Callers = 32;
    private static readonly ByteString Body = ByteString.CopyFromUtf8($"\"{new string('x', 1000)}\"");

    private int _opened = opened;

    private WorkflowService Service => client.Connection.WorkflowService;

    /// <summary>Opens more until there are this many; each has a timer that long away.</summary>
    public async Task FillAsync(int count, Func<TimeSpan> timer) => await Parallel.ForEachAsync(
        Enumerable.Range(_opened, count - _opened), new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (number, _) =>
        {
            // The start brings the first task along, so that no poll is needed.
            var started = await Service.StartWorkflowExecutionAsync(Start(number));
            await Service.RespondWorkflowTaskCompletedAsync(new RespondWorkflowTaskCompletedRequest
            {
                Namespace = "default",
                TaskToken = started.EagerWorkflowTask.TaskToken,
                Identity = "bench",
                Commands = { Wait(timer()) },
            });
            Interlocked.Increment(ref _opened);
        });

    public async Task SignalAsync(int number) => await Service.SignalWorkflowExecutionAsync(new SignalWorkflowExecutionRequest
    {
        Namespace = "default",
        WorkflowExecution = new() { WorkflowId = Id(number) },
        SignalName = "decide",
        RequestId = Guid.NewGuid().ToString(),
    });

    /// <summary>Takes the next task, if one comes, and answers it with nothing.</summary>
    public async Task<bool> AnswerOneAsync()
    {
        var task = await Service.PollWorkflowTaskQueueAsync(new PollWorkflowTaskQueueRequest { Namespace = "default", TaskQueue = new() { Name = queue }, Identity = "bench" });
        if (task.TaskToken.IsEmpty) return false;
        await Service.RespondWorkflowTaskCompletedAsync(new RespondWorkflowTaskCompletedRequest { Namespace = "default", TaskToken = task.TaskToken, Identity = "bench" });
        return true;
    }

    private StartWorkflowExecutionRequest Start(int number) => new()
    {
        Namespace = "default",
        WorkflowId = Id(number),
        WorkflowType = new WorkflowType { Name = "bench" },
        TaskQueue = new() { Name = queue },
        RequestId = Guid.NewGuid().ToString(),
        RequestEagerExecution = true,
        Input = new Payloads { Payloads_ = { new Payload { Data = Body } } },
    };

    private string Id(int number) => $"{queue}-{number.ToString(CultureInfo.InvariantCulture)}";

    private static Command Wait(TimeSpan after) => new()
    {
        CommandType = CommandType.StartTimer,
        StartTimerCommandAttributes = new() { TimerId = "expiry", StartToFireTimeout = Duration.FromTimeSpan(after) },
    };
}
