using Temporalio.Client;
using Temporalio.Exceptions;
using static Temporalio.Exceptions.RpcException;

namespace Temporal.Tests.Sdk.Client;

public sealed class RpcRetrierTests
{
    private readonly HastyTime _time = new();
    private int _attempts;

    [Theory]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.Internal)]
    [InlineData(StatusCode.Unknown)]
    [InlineData(StatusCode.ResourceExhausted)]
    [InlineData(StatusCode.Aborted)]
    [InlineData(StatusCode.OutOfRange)]
    [InlineData(StatusCode.DataLoss)]
    public async Task An_error_that_may_pass_is_tried_again(StatusCode code)
    {
        var retrier = new RpcRetrier(new RpcRetryOptions(), _time);

        var result = await retrier.RunAsync(() => FailTimes(3, code), false, CancellationToken.None);

        Assert.Equal((7, 4), (result, _attempts));
    }

    [Theory]
    [InlineData(StatusCode.NotFound)]
    [InlineData(StatusCode.AlreadyExists)]
    [InlineData(StatusCode.InvalidArgument)]
    [InlineData(StatusCode.PermissionDenied)]
    [InlineData(StatusCode.Unauthenticated)]
    [InlineData(StatusCode.FailedPrecondition)]
    [InlineData(StatusCode.Unimplemented)]
    [InlineData(StatusCode.DeadlineExceeded)]
    [InlineData(StatusCode.Cancelled)]
    public async Task An_error_that_stays_is_thrown_at_once(StatusCode code)
    {
        var retrier = new RpcRetrier(new RpcRetryOptions(), _time);

        var error = await Assert.ThrowsAsync<RpcException>(() => retrier.RunAsync(() => FailTimes(1, code), false, CancellationToken.None));

        Assert.Equal((code, 1), (error.Code, _attempts));
    }

    [Fact]
    public async Task Waits_grow_with_jitter_up_to_the_longest()
    {
        var options = new RpcRetryOptions { MaxElapsedTime = null, MaxInterval = TimeSpan.FromMilliseconds(300) };
        var retrier = new RpcRetrier(options, _time);

        await retrier.RunAsync(() => FailTimes(5, StatusCode.Unavailable), false, CancellationToken.None);

        double[] expected = [100, 150, 225, 300, 300];
        Assert.All(expected.Zip(_time.Waits), pair =>
            Assert.InRange(pair.Second.TotalMilliseconds, pair.First * 0.8, pair.First * 1.2));
    }

    [Fact]
    public async Task No_attempt_begins_after_the_elapsed_time()
    {
        var retrier = new RpcRetrier(new RpcRetryOptions { MaxRetries = 0 }, _time);

        await Assert.ThrowsAsync<RpcException>(() => retrier.RunAsync(() => FailTimes(1000, StatusCode.Unavailable), false, CancellationToken.None));

        Assert.True(_time.GetElapsedTime(0) <= TimeSpan.FromSeconds(10));
        Assert.InRange(_attempts, 5, 12);
    }

    [Fact]
    public async Task Not_more_than_the_allowed_retries_are_made()
    {
        var retrier = new RpcRetrier(new RpcRetryOptions { MaxRetries = 2, MaxElapsedTime = null }, _time);

        await Assert.ThrowsAsync<RpcException>(() => retrier.RunAsync(() => FailTimes(9, StatusCode.Unavailable), false, CancellationToken.None));

        Assert.Equal(3, _attempts);
    }

    [Fact]
    public async Task An_overloaded_server_is_given_a_second()
    {
        var retrier = new RpcRetrier(new RpcRetryOptions(), _time);

        await retrier.RunAsync(() => FailTimes(1, StatusCode.ResourceExhausted), false, CancellationToken.None);

        Assert.True(_time.Waits.Single() >= TimeSpan.FromMilliseconds(800));
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_not_sent_again()
    {
        var retrier = new RpcRetrier(new RpcRetryOptions(), _time);
        Task<int> TooLarge() => throw new RpcException(StatusCode.ResourceExhausted, "received message larger than max", null);

        await Assert.ThrowsAsync<RpcException>(() => retrier.RunAsync(TooLarge, false, CancellationToken.None));

        Assert.Empty(_time.Waits);
    }

    [Fact]
    public async Task A_long_poll_that_ran_out_is_asked_again_without_a_wait()
    {
        var retrier = new RpcRetrier(new RpcRetryOptions { MaxRetries = 1 }, _time);

        await retrier.RunAsync(() => FailTimes(20, StatusCode.DeadlineExceeded), true, CancellationToken.None);

        Assert.Equal(21, _attempts);
        Assert.Empty(_time.Waits);
    }

    [Fact]
    public async Task Time_a_long_poll_waited_is_not_held_against_it()
    {
        var retrier = new RpcRetrier(new RpcRetryOptions(), _time);
        Task<int> FailLate()
        {
            _time.Pass(TimeSpan.FromSeconds(15));
            return FailTimes(1, StatusCode.Unavailable);
        }

        var result = await retrier.RunAsync(FailLate, true, CancellationToken.None);

        Assert.Equal(7, result);
    }

    [Fact]
    public async Task A_caller_who_gave_up_is_not_served_further()
    {
        using var cancel = new CancellationTokenSource();
        var retrier = new RpcRetrier(new RpcRetryOptions(), _time);
        Task<int> FailAndCancel()
        {
            cancel.Cancel();
            return FailTimes(5, StatusCode.Unavailable);
        }

        await Assert.ThrowsAsync<RpcException>(() => retrier.RunAsync(FailAndCancel, false, cancel.Token));

        Assert.Equal(1, _attempts);
    }

    private Task<int> FailTimes(int times, StatusCode code) =>
        _attempts++ < times ? throw new RpcException(code, "no", null) : Task.FromResult(7);
}
