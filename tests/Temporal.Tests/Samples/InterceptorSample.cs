using System.Collections.Concurrent;
using Temporal.Tests.Sdk;
using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Client;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporal.Tests.Samples;

public sealed class InterceptorSample(LocalServer server) : IClassFixture<LocalServer>
{
    private static readonly AsyncLocal<string?> User = new();

    private readonly UserPropagation _interceptor = new();

    [Fact]
    public async Task What_the_caller_sets_is_seen_by_everything_that_runs_for_it()
    {
        var client = new TemporalClient(server.Client.Connection, new() { Interceptors = [_interceptor] });
        var options = SampleWorkers.OnNewQueue().AddWorkflow<GreetingWorkflow>().AddWorkflow<GreetingChild>().AddAllActivities(typeof(GreetingActivities), null);
        User.Value = "ada";

        await SampleWorkers.RunAsync(client, options, async () =>
        {
            var handle = await client.StartWorkflowAsync((GreetingWorkflow workflow) => workflow.RunAsync(), options.NewWorkflow());
            Assert.Equal("update of ada", await handle.ExecuteUpdateAsync(workflow => workflow.WhoUpdatesAsync()));
            Assert.Equal("query of ada", await handle.QueryAsync(workflow => workflow.WhoAsks()));
            await handle.SignalAsync(workflow => workflow.GoOnAsync());

            Assert.Equal(
                ["run of ada", "signal of ada", "activity of ada", "local activity of ada", "child of ada", "child's signal of ada"],
                await handle.GetResultAsync());
        });
        Assert.Equal(
            ["activity", "child", "client", "heartbeat", "new run", "timer"],
            _interceptor.Seen.Keys.Order(StringComparer.Ordinal));
    }

    public static class GreetingActivities
    {
        [Activity]
        public static string WhoWorks(string how)
        {
            ActivityExecutionContext.Current.Heartbeat("here");
            return $"{how} of {User.Value}";
        }
    }

    [Workflow]
    public sealed class GreetingChild
    {
        private readonly List<string> _who = [];

        [WorkflowRun]
        public async Task<List<string>> RunAsync()
        {
            _who.Add($"child of {User.Value}");
            await Workflow.WaitConditionAsync(() => _who.Count == 2);
            return _who;
        }

        [WorkflowSignal]
        public Task GoOnAsync()
        {
            _who.Add($"child's signal of {User.Value}");
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public sealed class GreetingWorkflow
    {
        private readonly List<string> _who = [];

        [WorkflowRun]
        public async Task<List<string>> RunAsync()
        {
            _who.Add($"run of {User.Value}");
            await Workflow.WaitConditionAsync(() => _who.Count == 2);
            await Workflow.DelayAsync(1);
            var limit = TimeSpan.FromSeconds(5);
            _who.Add(await Workflow.ExecuteActivityAsync(() => GreetingActivities.WhoWorks("activity"), new() { StartToCloseTimeout = limit }));
            _who.Add(await Workflow.ExecuteLocalActivityAsync(() => GreetingActivities.WhoWorks("local activity"), new() { StartToCloseTimeout = limit }));
            var child = await Workflow.StartChildWorkflowAsync((GreetingChild workflow) => workflow.RunAsync());
            await child.SignalAsync(workflow => workflow.GoOnAsync());
            _ = Workflow.CreateContinueAsNewException((GreetingWorkflow workflow) => workflow.RunAsync());
            return [.. _who, .. await child.GetResultAsync()];
        }

        [WorkflowSignal]
        public Task GoOnAsync()
        {
            _who.Add($"signal of {User.Value}");
            return Task.CompletedTask;
        }

        [WorkflowUpdate]
        public Task<string> WhoUpdatesAsync() => Task.FromResult($"update of {User.Value}");

        [WorkflowQuery]
        public string WhoAsks() => $"query of {User.Value}";
    }

    private sealed class UserPropagation : IClientInterceptor, IWorkerInterceptor
    {
        private const string Key = "user";

        public ConcurrentDictionary<string, int> Seen { get; } = new();

        public ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor) => new FromClient(this, nextInterceptor);

        public WorkflowInboundInterceptor InterceptWorkflow(WorkflowInboundInterceptor nextInterceptor) => new ToWorkflow(this, nextInterceptor);

        public ActivityInboundInterceptor InterceptActivity(ActivityInboundInterceptor nextInterceptor) => new ToActivity(this, nextInterceptor);

        private Dictionary<string, Payload> WithUser(string what)
        {
            Seen.AddOrUpdate(what, 1, (_, count) => count + 1);
            return new() { [Key] = DataConverter.Default.PayloadConverter.ToPayload(User.Value) };
        }

        private static void Adopt(IReadOnlyDictionary<string, Payload>? headers)
        {
            if (headers?.TryGetValue(Key, out var user) == true) User.Value = DataConverter.Default.PayloadConverter.ToValue<string>(user!);
        }

        private sealed class FromClient(UserPropagation root, ClientOutboundInterceptor next) : ClientOutboundInterceptor(next)
        {
            public override Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(StartWorkflowInput input) =>
                base.StartWorkflowAsync<TWorkflow, TResult>(input with { Headers = root.WithUser("client") });

            public override Task SignalWorkflowAsync(SignalWorkflowInput input) =>
                base.SignalWorkflowAsync(input with { Headers = root.WithUser("client") });

            public override Task<TResult> QueryWorkflowAsync<TResult>(QueryWorkflowInput input) =>
                base.QueryWorkflowAsync<TResult>(input with { Headers = root.WithUser("client") });

            public override Task<WorkflowUpdateHandle<TResult>> StartWorkflowUpdateAsync<TResult>(StartWorkflowUpdateInput input) =>
                base.StartWorkflowUpdateAsync<TResult>(input with { Headers = root.WithUser("client") });
        }

        private sealed class ToWorkflow(UserPropagation root, WorkflowInboundInterceptor next) : WorkflowInboundInterceptor(next)
        {
            public override void Init(WorkflowOutboundInterceptor outbound) => base.Init(new FromWorkflow(root, outbound));

            public override Task<object?> ExecuteWorkflowAsync(ExecuteWorkflowInput input)
            {
                Adopt(Workflow.Info.Headers);
                return Next.ExecuteWorkflowAsync(input);
            }

            public override Task HandleSignalAsync(HandleSignalInput input)
            {
                Adopt(input.Headers);
                return Next.HandleSignalAsync(input);
            }

            public override object? HandleQuery(HandleQueryInput input)
            {
                Adopt(input.Headers);
                return Next.HandleQuery(input);
            }

            public override Task<object?> HandleUpdateAsync(HandleUpdateInput input)
            {
                Adopt(input.Headers);
                return Next.HandleUpdateAsync(input);
            }
        }

        private sealed class FromWorkflow(UserPropagation root, WorkflowOutboundInterceptor next) : WorkflowOutboundInterceptor(next)
        {
            public override Task<TResult> ScheduleActivityAsync<TResult>(ScheduleActivityInput input) =>
                Next.ScheduleActivityAsync<TResult>(input with { Headers = root.WithUser("activity") });

            public override Task<TResult> ScheduleLocalActivityAsync<TResult>(ScheduleLocalActivityInput input) =>
                Next.ScheduleLocalActivityAsync<TResult>(input with { Headers = root.WithUser("activity") });

            public override Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildWorkflowAsync<TWorkflow, TResult>(StartChildWorkflowInput input) =>
                Next.StartChildWorkflowAsync<TWorkflow, TResult>(input with { Headers = root.WithUser("child") });

            public override Task SignalChildWorkflowAsync(SignalChildWorkflowInput input) =>
                Next.SignalChildWorkflowAsync(input with { Headers = root.WithUser("child") });

            public override ContinueAsNewException CreateContinueAsNewException(CreateContinueAsNewExceptionInput input) =>
                Next.CreateContinueAsNewException(input with { Headers = root.WithUser("new run") });

            public override Task DelayAsync(DelayAsyncInput input)
            {
                root.WithUser("timer");
                return Next.DelayAsync(input);
            }
        }

        private sealed class ToActivity(UserPropagation root, ActivityInboundInterceptor next) : ActivityInboundInterceptor(next)
        {
            public override void Init(ActivityOutboundInterceptor outbound) => base.Init(new FromActivity(root, outbound));

            public override Task<object?> ExecuteActivityAsync(ExecuteActivityInput input)
            {
                Adopt(input.Headers);
                return Next.ExecuteActivityAsync(input);
            }
        }

        private sealed class FromActivity(UserPropagation root, ActivityOutboundInterceptor next) : ActivityOutboundInterceptor(next)
        {
            public override void Heartbeat(HeartbeatInput input)
            {
                root.WithUser("heartbeat");
                Next.Heartbeat(input);
            }
        }
    }
}
