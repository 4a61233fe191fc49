using Google.Protobuf;
using Temporal.DevServer.Hosting;
using Temporal.DevServer.Stores;
using Temporal.Protocol.Grpc;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Tests.DevServer;

/// <summary>A running server and a client of it that is worker and caller at once.</summary>
internal sealed class Server(DevServerHost host, ManualTime time) : IAsyncDisposable
{
    internal const string Namespace = "default";
    internal const string Queue = "orders";

    internal GrpcChannel Channel { get; } = new(new() { Target = host.TargetHost });

    internal DevServerHost Host { get; } = host;

    internal ManualTime Time { get; } = time;

    internal static async Task<Server> StartAsync(IHistoryStore store, ManualTime? time = null, DevServerOptions? options = null)
    {
        time ??= new();
        options = (options ?? new()) with { Port = 0, TimeProvider = time };
        return new(await DevServerHost.StartAsync(options, store, TestContext.Current.CancellationToken), time);
    }

    internal async Task<T> CallAsync<T>(IMessage request, TimeSpan? timeout = null)
        where T : IMessage<T> =>
        await Channel.CallAsync<T>(request, new() { Timeout = timeout ?? TimeSpan.FromSeconds(30) }, TestContext.Current.CancellationToken);

    internal async Task<RpcStatusException> RefusedAsync<T>(IMessage request)
        where T : IMessage<T> =>
        await Assert.ThrowsAsync<RpcStatusException>(() => CallAsync<T>(request));

    internal static StartWorkflowExecutionRequest NewStart(string id) => new()
    {
        Namespace = Namespace,
        WorkflowId = id,
        RequestId = Guid.NewGuid().ToString(),
        WorkflowType = new() { Name = "Order" },
        TaskQueue = new() { Name = Queue },
        Identity = "client",
    };

    internal async Task<string> StartWorkflowAsync(string id, Action<StartWorkflowExecutionRequest>? with = null)
    {
        var request = NewStart(id);
        with?.Invoke(request);
        return (await CallAsync<StartWorkflowExecutionResponse>(request)).RunId;
    }

    internal async Task<PollWorkflowTaskQueueResponse> PollAsync(string queue = Queue, TimeSpan? timeout = null, string? stickyOf = null) =>
        await CallAsync<PollWorkflowTaskQueueResponse>(new PollWorkflowTaskQueueRequest
        {
            Namespace = Namespace,
            TaskQueue = stickyOf is null
                ? new() { Name = queue, Kind = TaskQueueKind.Normal }
                : new() { Name = queue, Kind = TaskQueueKind.Sticky, NormalName = stickyOf },
            Identity = "worker",
        }, timeout);

    internal async Task<PollActivityTaskQueueResponse> PollActivityAsync(TimeSpan? timeout = null) =>
        await CallAsync<PollActivityTaskQueueResponse>(new PollActivityTaskQueueRequest
        {
            Namespace = Namespace,
            TaskQueue = new() { Name = Queue },
            Identity = "worker",
        }, timeout);

    internal async Task<RespondWorkflowTaskCompletedResponse> CompleteAsync(
        PollWorkflowTaskQueueResponse task, Action<RespondWorkflowTaskCompletedRequest>? with = null, params Command[] commands)
    {
        var request = new RespondWorkflowTaskCompletedRequest { Namespace = Namespace, TaskToken = task.TaskToken, Identity = "worker", Commands = { commands } };
        with?.Invoke(request);
        return await CallAsync<RespondWorkflowTaskCompletedResponse>(request);
    }

    internal Task<RespondWorkflowTaskCompletedResponse> CompleteAsync(PollWorkflowTaskQueueResponse task, params Command[] commands) =>
        CompleteAsync(task, null, commands);

    internal async Task SignalAsync(string id, string name, string? requestId = null) =>
        await CallAsync<SignalWorkflowExecutionResponse>(new SignalWorkflowExecutionRequest
        {
            Namespace = Namespace,
            WorkflowExecution = new() { WorkflowId = id },
            SignalName = name,
            RequestId = requestId ?? Guid.NewGuid().ToString(),
        });

    internal async Task<IReadOnlyList<HistoryEvent>> HistoryAsync(string id, string runId = "")
    {
        var response = await CallAsync<GetWorkflowExecutionHistoryResponse>(new GetWorkflowExecutionHistoryRequest
        {
            Namespace = Namespace,
            Execution = new() { WorkflowId = id, RunId = runId },
            MaximumPageSize = 1000,
        });
        Assert.Equal(Enumerable.Range(1, response.History.Events.Count).Select(i => (long)i), response.History.Events.Select(e => e.EventId));
        return response.History.Events;
    }

    /// <summary>The kinds of a history's events, without their common prefix, for comparing at a glance.</summary>
    internal async Task<string> KindsAsync(string id) => string.Join(' ', (await HistoryAsync(id)).Select(e => e.EventType));

    internal async Task<DescribeWorkflowExecutionResponse> DescribeAsync(string id) =>
        await CallAsync<DescribeWorkflowExecutionResponse>(new DescribeWorkflowExecutionRequest { Namespace = Namespace, Execution = new() { WorkflowId = id } });

    /// <summary>Moves time on until a condition holds: what follows from a timer is done on other threads.</summary>
    internal async Task AdvanceUntilAsync(TimeSpan by, Func<Task<bool>> holds)
    {
        Time.Advance(by);
        await Eventually.HoldsAsync(holds);
    }

    internal static Command Complete(string result = "done") => new()
    {
        CommandType = CommandType.CompleteWorkflowExecution,
        CompleteWorkflowExecutionCommandAttributes = new() { Result = Payload(result) },
    };

    internal static Command Timer(string id, TimeSpan after) => new()
    {
        CommandType = CommandType.StartTimer,
        StartTimerCommandAttributes = new() { TimerId = id, StartToFireTimeout = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(after) },
    };

    internal static Command Activity(string id, Action<ScheduleActivityTaskCommandAttributes>? with = null)
    {
        var attributes = new ScheduleActivityTaskCommandAttributes
        {
            ActivityId = id,
            ActivityType = new() { Name = "Charge" },
            TaskQueue = new() { Name = Queue },
            StartToCloseTimeout = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromMinutes(1)),
        };
        with?.Invoke(attributes);
        return new() { CommandType = CommandType.ScheduleActivityTask, ScheduleActivityTaskCommandAttributes = attributes };
    }

    internal static Payloads Payload(string text) => new()
    {
        Payloads_ = { new Payload { Data = ByteString.CopyFromUtf8($"\"{text}\""), Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") } } },
    };

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await Host.DisposeAsync();
    }
}
