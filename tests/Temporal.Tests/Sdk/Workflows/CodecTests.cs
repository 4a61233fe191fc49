using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporal.Tests.Sdk.Workflows;

public sealed class CodecTests
{
    [Fact]
    public async Task Everything_a_workflow_sends_is_encoded_but_search_attributes_and_patch_markers()
    {
        using var processor = WorkflowDriver.ProcessorFor<TalkativeWorkflow>(options => options with
        {
            DataConverter = DataConverter.Default with { PayloadCodec = new ReversingCodec() },
        });
        var run = new WorkflowDriver(processor).Started<TalkativeWorkflow>();

        var commands = await run.RunTaskAsync();

        CommandAssert.Types(
            commands,
            CommandType.RecordMarker,
            CommandType.UpsertWorkflowSearchAttributes,
            CommandType.UpsertWorkflowSearchAttributes,
            CommandType.ScheduleActivityTask,
            CommandType.StartTimer);
        Assert.Equal("json/plain", Encoding(commands[0].RecordMarkerCommandAttributes.Details["patch-data"].Payloads_[0]));
        Assert.Equal(
            "json/plain",
            Encoding(commands[2].UpsertWorkflowSearchAttributesCommandAttributes.SearchAttributes.IndexedFields["Customer"]));
        Assert.Equal("reversed", Encoding(commands[3].ScheduleActivityTaskCommandAttributes.Input.Payloads_[0]));
        Assert.Equal("reversed", Encoding(commands[4].UserMetadata.Summary));
    }

    [Fact]
    public async Task What_a_workflow_receives_is_decoded()
    {
        using var processor = WorkflowDriver.ProcessorFor<TalkativeWorkflow>(options => options with
        {
            DataConverter = DataConverter.Default with { PayloadCodec = new ReversingCodec() },
        });
        var run = new WorkflowDriver(processor).Started<TalkativeWorkflow>();
        await run.RunTaskAsync();
        run.CompleteActivity("1", "a receipt").FireTimer("1");
        var result = run.Events.Single(happened => happened.EventType == EventType.ActivityTaskCompleted).ActivityTaskCompletedEventAttributes.Result;
        result.Payloads_[0] = ReversingCodec.Encode(result.Payloads_[0]);

        var commands = await run.RunTaskAsync();

        var failure = CommandAssert.Failure(commands);
        Assert.Equal("a receipt", failure.Message);
        Assert.Equal("reversed", Encoding(failure.ApplicationFailureInfo.Details.Payloads_[0]));
    }

    private static string Encoding(Payload payload) => payload.Metadata["encoding"].ToStringUtf8();

    [Workflow]
    public sealed class TalkativeWorkflow
    {
        [WorkflowRun]
        public async Task RunAsync()
        {
            Workflow.Patched("talk");
            Workflow.UpsertTypedSearchAttributes(SearchAttributeKey.CreateKeyword("Customer").ValueSet("c-1"));
            var receipt = Workflow.ExecuteActivityAsync(
                (IOrderActivities activities) => activities.ChargeAsync("x", 1),
                new ActivityOptions { StartToCloseTimeout = TimeSpan.FromMinutes(1) });
            await Workflow.DelayWithOptionsAsync(new DelayOptions(1000, summary: "a pause"));
            throw new ApplicationFailureException(await receipt, details: ["why"]);
        }
    }

    private sealed class ReversingCodec : IPayloadCodec
    {
        public static Payload Encode(Payload payload) => new()
        {
            Metadata = { ["encoding"] = ByteString.CopyFromUtf8("reversed") },
            Data = ByteString.CopyFrom(payload.ToByteArray().Reverse().ToArray()),
        };

        public Task<IReadOnlyCollection<Payload>> EncodeAsync(IReadOnlyCollection<Payload> payloads) =>
            Task.FromResult<IReadOnlyCollection<Payload>>([.. payloads.Select(Encode)]);

        public Task<IReadOnlyCollection<Payload>> DecodeAsync(IReadOnlyCollection<Payload> payloads) =>
            Task.FromResult<IReadOnlyCollection<Payload>>([.. payloads.Select(payload => Encoding(payload) == "reversed"
                ? Payload.Parser.ParseFrom(payload.Data.ToByteArray().Reverse().ToArray())
                : payload)]);
    }
}
