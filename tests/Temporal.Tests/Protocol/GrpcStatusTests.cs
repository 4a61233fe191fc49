using Temporal.Protocol.Grpc;
using Temporalio.Api.ErrorDetails.V1;

namespace Temporal.Tests.Protocol;

public sealed class GrpcStatusTests
{
    [Theory]
    [InlineData("plain text")]
    [InlineData("100 % wrong\r\n— ü")]
    [InlineData("")]
    public void A_message_survives_its_header(string message)
    {
        var header = GrpcStatus.EncodeMessage(message);

        Assert.All(header, c => Assert.InRange(c, ' ', '~'));
        Assert.Equal(message, GrpcStatus.DecodeMessage(header));
    }

    [Fact]
    public void A_stray_percent_sign_stands_for_itself() =>
        Assert.Equal("50% of 2%2", GrpcStatus.DecodeMessage("50% of 2%2"));

    [Fact]
    public void Details_travel_with_or_without_padding()
    {
        var status = new GrpcStatus(GrpcStatusCode.NotFound, "gone", new NotFoundFailure { CurrentCluster = "a" });

        var padded = GrpcStatus.DecodeDetails(status.EncodeDetails());
        var bare = GrpcStatus.DecodeDetails(status.EncodeDetails().TrimEnd('='));

        Assert.Equal(status.ToRpcStatus(), padded);
        Assert.Equal(padded, bare);
        Assert.Null(GrpcStatus.DecodeDetails("*not base64*"));
    }

    [Fact]
    public void Clients_find_the_detail_they_switch_on()
    {
        var sent = new GrpcStatus(GrpcStatusCode.AlreadyExists, "open", new WorkflowExecutionAlreadyStartedFailure { RunId = "r" });
        var received = new RpcStatusException(sent.Code, sent.Message, GrpcStatus.DecodeDetails(sent.EncodeDetails()));

        Assert.True(received.TryGetDetail<WorkflowExecutionAlreadyStartedFailure>(out var detail));
        Assert.Equal("r", detail.RunId);
        Assert.False(received.TryGetDetail<NotFoundFailure>(out _));
    }

    [Theory]
    [InlineData("70S", 70_000)]
    [InlineData("250m", 250)]
    [InlineData("2M", 120_000)]
    [InlineData("1H", 3_600_000)]
    [InlineData("5000000u", 5_000)]
    [InlineData("1000000000n", null)]
    [InlineData("m", null)]
    [InlineData("-5S", null)]
    [InlineData(null, null)]
    public void A_timeout_header_is_read_by_its_unit(string? header, int? milliseconds) =>
        Assert.Equal(milliseconds, GrpcTimeout.Parse(header)?.TotalMilliseconds);

    [Fact]
    public void A_timeout_is_written_within_eight_digits()
    {
        Assert.Equal("70000m", GrpcTimeout.Format(TimeSpan.FromSeconds(70)));
        Assert.Equal("864000S", GrpcTimeout.Format(TimeSpan.FromDays(10)));
        Assert.Equal("1m", GrpcTimeout.Format(TimeSpan.Zero));
    }
}
