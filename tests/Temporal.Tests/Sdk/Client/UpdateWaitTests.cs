using Temporal.Tests.DevServer;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Temporal.Tests.Sdk.Client;

public sealed class UpdateWaitTests
{
    [Fact]
    public void Each_call_gets_what_is_left_of_the_callers_time_and_then_the_wait_is_over()
    {
        var time = new ManualTime();
        var wait = new UpdateWait(new() { Timeout = TimeSpan.FromSeconds(10), Metadata = [new("tier", "gold")] }, time);

        var first = wait.Next();
        time.Advance(TimeSpan.FromSeconds(4));
        var second = wait.Next();
        time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal((10, 6), (first.Timeout!.Value.TotalSeconds, second.Timeout!.Value.TotalSeconds));
        Assert.Equal("gold", Assert.Single(second.Metadata!).Value);
        Assert.Throws<WorkflowUpdateRpcTimeoutOrCanceledException>(() => wait.Next());
    }

    [Fact]
    public void Who_gives_no_time_waits_as_long_as_it_takes()
    {
        var time = new ManualTime();
        var wait = new UpdateWait(null, time);

        time.Advance(TimeSpan.FromDays(1));

        Assert.Null(wait.Next().Timeout);
    }
}
