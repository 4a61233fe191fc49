using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporal.Tests.Sdk.Workflows;

public sealed class ConverterTests
{
    private static readonly DataConverter Converter = DataConverter.Default;

    [Theory]
    [InlineData(null, "binary/null", "")]
    [InlineData("text", "json/plain", "\"text\"")]
    [InlineData(42, "json/plain", "42")]
    [InlineData(true, "json/plain", "true")]
    public void Values_are_encoded_by_kind(object? value, string encoding, string data)
    {
        var payload = Converter.PayloadConverter.ToPayload(value);

        Assert.Equal(encoding, payload.Metadata["encoding"].ToStringUtf8());
        Assert.Equal(data, payload.Data.ToStringUtf8());
    }

    [Fact]
    public void Bytes_stay_bytes()
    {
        var payload = Converter.PayloadConverter.ToPayload(new byte[] { 1, 2, 3 });

        Assert.Equal("binary/plain", payload.Metadata["encoding"].ToStringUtf8());
        Assert.Equal(new byte[] { 1, 2, 3 }, Converter.PayloadConverter.ToValue<byte[]>(payload));
    }

    [Fact]
    public void Protobuf_messages_are_written_as_JSON_and_read_in_both_forms()
    {
        var message = new WorkflowExecution { WorkflowId = "a", RunId = "b" };

        var json = Converter.PayloadConverter.ToPayload(message);
        Assert.True(new BinaryProtoConverter().TryToPayload(message, out var binary));

        Assert.Equal("json/protobuf", json.Metadata["encoding"].ToStringUtf8());
        Assert.Equal("temporal.api.common.v1.WorkflowExecution", json.Metadata["messageType"].ToStringUtf8());
        Assert.Equal(message, Converter.PayloadConverter.ToValue<WorkflowExecution>(json));
        Assert.Equal(message, Converter.PayloadConverter.ToValue<WorkflowExecution>(binary!));
    }

    [Fact]
    public void A_raw_value_goes_as_it_is()
    {
        var payload = Converter.PayloadConverter.ToPayload("x");

        Assert.Same(payload, Converter.PayloadConverter.ToPayload(new RawValue(payload)));
        Assert.Same(payload, Converter.PayloadConverter.ToValue<IRawValue>(payload).Payload);
    }

    [Fact]
    public void A_payload_of_unknown_encoding_is_refused_by_name()
    {
        var payload = new Payload { Metadata = { ["encoding"] = Google.Protobuf.ByteString.CopyFromUtf8("json/secret") } };

        var refused = Assert.Throws<ArgumentException>(() => Converter.PayloadConverter.ToValue<string>(payload));

        Assert.Contains("json/secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Null_is_no_number()
    {
        var payload = Converter.PayloadConverter.ToPayload(null);

        Assert.Throws<ArgumentException>(() => Converter.PayloadConverter.ToValue<int>(payload));
        Assert.Null(Converter.PayloadConverter.ToValue<int?>(payload));
    }

    [Fact]
    public async Task An_application_failure_survives_the_wire_with_its_causes()
    {
        var thrown = Thrown(new ApplicationFailureException(
            "outer",
            new InvalidOperationException("inner"),
            errorType: "Kind",
            nonRetryable: true,
            details: ["detail", 5],
            nextRetryDelay: TimeSpan.FromSeconds(9),
            category: ApplicationErrorCategory.Benign));

        var failure = await Converter.ToFailureAsync(thrown);
        var received = Assert.IsType<ApplicationFailureException>(await Converter.ToExceptionAsync(failure));

        Assert.Equal(("outer", "Kind", true, TimeSpan.FromSeconds(9)), (received.Message, received.ErrorType, received.NonRetryable, received.NextRetryDelay));
        Assert.Equal(ApplicationErrorCategory.Benign, received.Category);
        Assert.Equal(("detail", 5), (received.Details.ElementAt<string>(0), received.Details.ElementAt<int>(1)));
        Assert.Contains(nameof(Thrown), received.StackTrace, StringComparison.Ordinal);
        Assert.Equal("InvalidOperationException", Assert.IsType<ApplicationFailureException>(received.InnerException).ErrorType);
    }

    [Fact]
    public async Task A_received_failure_is_sent_on_unchanged()
    {
        var failure = new Temporalio.Api.Failure.V1.Failure
        {
            Message = "m",
            Source = "JavaSDK",
            TimeoutFailureInfo = new() { TimeoutType = TimeoutType.Heartbeat },
        };

        var exception = Assert.IsType<TimeoutFailureException>(await Converter.ToExceptionAsync(failure.Clone()));

        Assert.Equal(TimeoutType.Heartbeat, exception.TimeoutType);
        Assert.Equal(failure, await Converter.ToFailureAsync(exception));
    }

    [Fact]
    public async Task Messages_can_travel_where_only_the_codec_sees_them()
    {
        var converter = Converter with { FailureConverter = new DefaultFailureConverter.WithEncodedCommonAttributes() };

        var failure = await converter.ToFailureAsync(new ApplicationFailureException("secret"));

        Assert.Equal("Encoded failure", failure.Message);
        Assert.Equal("secret", (await converter.ToExceptionAsync(failure)).Message);
    }

    [Fact]
    public async Task Each_kind_of_failure_is_its_own_exception()
    {
        var kinds = new (Temporalio.Api.Failure.V1.Failure Failure, Type Exception)[]
        {
            (new() { CanceledFailureInfo = new() }, typeof(CanceledFailureException)),
            (new() { TerminatedFailureInfo = new() }, typeof(TerminatedFailureException)),
            (new() { ServerFailureInfo = new() { NonRetryable = true } }, typeof(ServerFailureException)),
            (new() { ActivityFailureInfo = new() }, typeof(ActivityFailureException)),
            (new() { ChildWorkflowExecutionFailureInfo = new() }, typeof(ChildWorkflowFailureException)),
            (new(), typeof(FailureException)),
        };

        foreach (var (failure, type) in kinds) Assert.IsType(type, await Converter.ToExceptionAsync(failure));
    }

    private static Exception Thrown(Exception exception)
    {
        try
        {
            throw exception;
        }
        catch (ApplicationFailureException caught)
        {
            return caught;
        }
    }
}
