using Google.Protobuf;
using Temporal.Tests.Sdk;
using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporal.Tests.Samples;

public sealed class SerializationContextSample(LocalServer server) : IClassFixture<LocalServer>
{
    private readonly TemporalWorkerOptions _worker = SampleWorkers.OnNewQueue()
        .AddWorkflow<LetterWorkflow>().AddWorkflow<ReplyWorkflow>().AddAllActivities(typeof(PostActivities), null);

    [Fact]
    public async Task Every_value_is_read_for_the_workflow_or_activity_it_was_written_for()
    {
        var options = (TemporalClientOptions)server.Client.Options.Clone();
        options.DataConverter = new DataConverter(new SealedPayloads(""), new DefaultFailureConverter(), new SealingCodec(""));
        var client = new TemporalClient(server.Client.Connection, options);

        await SampleWorkers.RunAsync(client, _worker, async () =>
        {
            var start = _worker.NewWorkflow();
            start.Memo = new Dictionary<string, object> { ["note"] = "by hand" };
            var handle = await client.StartWorkflowAsync((LetterWorkflow letter) => letter.RunAsync("Ada"), start);
            var updated = await handle.ExecuteUpdateAsync(letter => letter.AddAsync("ink"));
            var refused = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => handle.ExecuteUpdateAsync(letter => letter.AddAsync("")));
            await handle.SignalAsync(letter => letter.SendAsync("today"));
            var result = await handle.GetResultAsync();
            var memo = await (await handle.DescribeAsync()).Memo["note"].ToValueAsync<string>();

            Assert.Equal("ink", updated);
            Assert.Equal("empty", refused.InnerException!.Message);
            Assert.Equal("Ada stamped locally weighed 2 reply to Ada today", result);
            Assert.Equal("ink", await handle.QueryAsync(letter => letter.Added));
            Assert.Equal("by hand", memo);
            var replayer = new WorkflowReplayerOptions { DataConverter = options.DataConverter, Namespace = options.Namespace, TaskQueue = _worker.TaskQueue! };
            await new WorkflowReplayer(replayer.AddWorkflow<LetterWorkflow>()).ReplayWorkflowAsync(await handle.FetchHistoryAsync());
        });
    }

    [Fact]
    public async Task An_activity_finished_from_elsewhere_needs_its_context_there()
    {
        var codec = new SealingCodec("");
        var context = new ISerializationContext.Activity("default", null, "w", "W", null, null, false);
        var handle = server.Client.GetAsyncActivityHandle("w", "r", "a") with { DataConverterOverride = DataConverter.Default with { PayloadCodec = codec } };

        var converter = handle.WithSerializationContext(context).DataConverterOverride!;
        var payload = await converter.ToPayloadAsync("x");

        Assert.Equal("activity of w", payload.Metadata["seal"].ToStringUtf8());
        await Assert.ThrowsAsync<InvalidOperationException>(() => codec.DecodeAsync([payload]));
    }

    private static string SealOf(ISerializationContext context) => context switch
    {
        ISerializationContext.Activity activity => $"{(activity.IsLocal ? "local " : "")}activity of {activity.WorkflowId}",
        ISerializationContext.Workflow workflow => $"workflow {workflow.WorkflowId}",
        _ => "",
    };

    public static class PostActivities
    {
        [Activity]
        public static string Stamp(string name)
        {
            ActivityExecutionContext.Current.Heartbeat("half");
            return name + " stamped";
        }

        [Activity]
        public static string Weigh(string letter) => letter + " locally weighed";

        [Activity]
        public static async Task<int> CountAsync()
        {
            var info = ActivityExecutionContext.Current.Info;
            if (info.Attempt > 1) return await info.HeartbeatDetailAtAsync<int>(0);
            ActivityExecutionContext.Current.Heartbeat(2);
            throw new ApplicationFailureException("once more", details: [1], nextRetryDelay: TimeSpan.FromMilliseconds(1));
        }

        [Activity]
        public static void Tear() => throw new ApplicationFailureException("torn", nonRetryable: true, details: ["twice"]);
    }

    [Workflow]
    public sealed class LetterWorkflow
    {
        private string? _when;

        [WorkflowQuery]
        public string Added { get; private set; } = "";

        [WorkflowRun]
        public async Task<string> RunAsync(string name)
        {
            await Workflow.WaitConditionAsync(() => _when is not null);
            var letter = await Workflow.ExecuteActivityAsync(() => PostActivities.Stamp(name), new() { StartToCloseTimeout = TimeSpan.FromMinutes(1), Summary = "stamp" });
            letter = await Workflow.ExecuteLocalActivityAsync(() => PostActivities.Weigh(letter), new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) });
            var count = await Workflow.ExecuteActivityAsync(() => PostActivities.CountAsync(), new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) });
            var torn = await Assert.ThrowsAsync<ActivityFailureException>(() => Workflow.ExecuteActivityAsync(
                () => PostActivities.Tear(), new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) }));
            Assert.Equal("twice", ((ApplicationFailureException)torn.InnerException!).Details.ElementAt<string>(0));
            var reply = await Workflow.StartChildWorkflowAsync((ReplyWorkflow child) => child.RunAsync(name), new() { Id = Workflow.Info.WorkflowId + "-reply" });
            await reply.SignalAsync(child => child.SignAsync(_when!));
            return $"{letter} {count} {await reply.GetResultAsync()}";
        }

        [WorkflowSignal]
        public Task SendAsync(string when)
        {
            _when = when;
            return Task.CompletedTask;
        }

        [WorkflowUpdate]
        public Task<string> AddAsync(string what)
        {
            if (what.Length == 0) throw new ApplicationFailureException("empty");
            Added = what;
            return Task.FromResult(what);
        }
    }

    [Workflow]
    public sealed class ReplyWorkflow
    {
        private string? _signature;

        [WorkflowRun]
        public async Task<string> RunAsync(string to)
        {
            await Workflow.WaitConditionAsync(() => _signature is not null);
            return $"reply to {to} {_signature}";
        }

        [WorkflowSignal]
        public Task SignAsync(string signature)
        {
            _signature = signature;
            return Task.CompletedTask;
        }
    }

    /// <summary>Writes what for into each payload, and reads none that is for something else.</summary>
    private sealed class SealingCodec(string seal) : IPayloadCodec, IWithSerializationContext<IPayloadCodec>
    {
        public IPayloadCodec WithSerializationContext(ISerializationContext context) => new SealingCodec(SealOf(context));

        public Task<IReadOnlyCollection<Payload>> EncodeAsync(IReadOnlyCollection<Payload> payloads) => Task.FromResult<IReadOnlyCollection<Payload>>(
            [.. payloads.Select(payload => new Payload(payload) { Metadata = { ["seal"] = ByteString.CopyFromUtf8(seal) } })]);

        public Task<IReadOnlyCollection<Payload>> DecodeAsync(IReadOnlyCollection<Payload> payloads)
        {
            foreach (var payload in payloads)
            {
                var found = payload.Metadata["seal"].ToStringUtf8();
                if (found != seal) throw new InvalidOperationException($"sealed for '{found}', read for '{seal}'");
            }

            return Task.FromResult(payloads);
        }
    }

    private sealed class SealedPayloads(string seal) : IPayloadConverter, IWithSerializationContext<IPayloadConverter>
    {
        private readonly DefaultPayloadConverter _inner = new();

        public IPayloadConverter WithSerializationContext(ISerializationContext context) => new SealedPayloads(SealOf(context));

        public Payload ToPayload(object? value) =>
            new(_inner.ToPayload(value)) { Metadata = { ["inner-seal"] = ByteString.CopyFromUtf8(seal) } };

        public object? ToValue(Payload payload, Type type)
        {
            var found = payload.Metadata["inner-seal"].ToStringUtf8();
            return found == seal ? _inner.ToValue(payload, type) : throw new InvalidOperationException($"converted for '{found}', read for '{seal}'");
        }
    }
}
