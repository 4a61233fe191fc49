using System.Text;
using Google.Protobuf;
using Temporal.Tests.Sdk;
using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporal.Tests.Samples;

public sealed class EncryptionSample(LocalServer server) : IClassFixture<LocalServer>
{
    [Fact]
    public async Task Nothing_a_workflow_handles_is_readable_on_the_server()
    {
        var client = new TemporalClient(server.Client.Connection, new()
        {
            DataConverter = DataConverter.Default with
            {
                PayloadCodec = new MaskingCodec(),
                FailureConverter = new DefaultFailureConverter.WithEncodedCommonAttributes(),
            },
        });
        var options = SampleWorkers.OnNewQueue().AddWorkflow<SecretWorkflow>().AddAllActivities(typeof(SecretActivities), null);

        await SampleWorkers.RunAsync(client, options, async () =>
        {
            var handle = await client.StartWorkflowAsync((SecretWorkflow workflow) => workflow.RunAsync("secret-argument"), options.NewWorkflow());
            Assert.Equal("secret-update heard", await handle.ExecuteUpdateAsync(workflow => workflow.TellAsync("secret-update")));
            Assert.Equal("secret-query heard", await handle.QueryAsync(workflow => workflow.Ask("secret-query")));
            await handle.SignalAsync(workflow => workflow.EndAsync("secret-signal"));
            var failed = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());

            Assert.Equal("secret-failure of secret-argument", failed.InnerException!.Message);
            var raw = await server.Client.GetWorkflowHandle(handle.Id).FetchHistoryAsync();
            Assert.DoesNotContain("secret", Readable(raw.ToJson()), StringComparison.Ordinal);
            Assert.Contains("Encoded failure", raw.ToJson(), StringComparison.Ordinal);
        });
    }

    /// <summary>The history with the bytes of its payloads as text, as anybody with access to the server can read them.</summary>
    private static string Readable(string json) => System.Text.RegularExpressions.Regex.Replace(
        json, "\"data\": *\"([^\"]*)\"", match => Encoding.UTF8.GetString(Convert.FromBase64String(match.Groups[1].Value)));

    public static class SecretActivities
    {
        [Activity]
        public static string Repeat(string text) => text + " again";
    }

    [Workflow]
    public sealed class SecretWorkflow
    {
        private string? _end;

        [WorkflowRun]
        public async Task RunAsync(string argument)
        {
            var limit = TimeSpan.FromSeconds(5);
            await Workflow.ExecuteActivityAsync(() => SecretActivities.Repeat("secret-activity"), new() { StartToCloseTimeout = limit });
            await Workflow.ExecuteLocalActivityAsync(() => SecretActivities.Repeat("secret-local-activity"), new() { StartToCloseTimeout = limit });
            Workflow.UpsertMemo(MemoUpdate.ValueSet("note", "secret-memo"));
            await Workflow.WaitConditionAsync(() => _end is not null);
            throw new ApplicationFailureException("secret-failure of " + argument, details: ["secret-detail"]);
        }

        [WorkflowUpdate]
        public Task<string> TellAsync(string text) => Task.FromResult(text + " heard");

        [WorkflowQuery]
        public string Ask(string text) => text + " heard";

        [WorkflowSignal]
        public Task EndAsync(string text)
        {
            _end = text;
            return Task.CompletedTask;
        }
    }

    private sealed class MaskingCodec : IPayloadCodec
    {
        private static readonly ByteString Encoding = ByteString.CopyFromUtf8("binary/masked");

        public Task<IReadOnlyCollection<Payload>> EncodeAsync(IReadOnlyCollection<Payload> payloads) =>
            Task.FromResult<IReadOnlyCollection<Payload>>([.. payloads.Select(payload => new Payload
            {
                Metadata = { ["encoding"] = Encoding },
                Data = Mask(payload.ToByteArray()),
            })]);

        public Task<IReadOnlyCollection<Payload>> DecodeAsync(IReadOnlyCollection<Payload> payloads) =>
            Task.FromResult<IReadOnlyCollection<Payload>>([.. payloads.Select(payload =>
                payload.Metadata["encoding"].Equals(Encoding) ? Payload.Parser.ParseFrom(Mask(payload.Data.ToByteArray())) : payload)]);

        private static ByteString Mask(byte[] bytes) => ByteString.CopyFrom([.. bytes.Select(each => (byte)(each ^ 0x5A))]);
    }
}
