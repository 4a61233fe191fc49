using Temporal.DevServer.Tasks;
using Temporalio.Api.Enums.V1;

namespace Temporal.Tests.DevServer;

public sealed class DispatchRateTests
{
    private static readonly TaskQueueKey Queue = new("default", "slow", TaskQueueType.Activity);
    private readonly ManualTime _time = new();
    private readonly Matching _matching;

    public DispatchRateTests() => _matching = new(_time);

    [Fact]
    public async Task A_queue_gives_a_seconds_worth_at_once_and_the_rest_in_its_time()
    {
        _matching.Limit(Queue, 2);
        for (var i = 1; i <= 4; i++) _matching.Add(Queue, NewTask(i));

        var polls = Enumerable.Range(0, 4).Select(_ => PollAsync()).ToArray();
        await Task.WhenAll(polls[..2]);
        _time.Advance(TimeSpan.FromMilliseconds(499));
        var early = polls[2].IsCompleted;
        _time.Advance(TimeSpan.FromMilliseconds(2));
        await polls[2];
        _time.Advance(TimeSpan.FromMilliseconds(500));

        Assert.False(early);
        Assert.Equal([1L, 2, 3, 4], (await Task.WhenAll(polls)).Select(task => task!.ActivityEventId));
    }

    [Fact]
    public async Task Tasks_that_come_to_waiting_pollers_keep_to_the_rate_as_well()
    {
        var polls = Enumerable.Range(0, 2).Select(_ => PollAsync()).ToArray();
        _matching.Limit(Queue, 0.5);
        _matching.Add(Queue, NewTask(1));
        _matching.Add(Queue, NewTask(2));

        await polls[0];
        var early = polls[1].IsCompleted;
        _time.Advance(TimeSpan.FromSeconds(2.1));

        Assert.False(early);
        Assert.Equal(2, (await polls[1])!.ActivityEventId);
    }

    [Fact]
    public async Task The_slowest_rate_there_is_waits_no_longer_than_a_timer_can()
    {
        _matching.Limit(Queue, double.Epsilon);
        _matching.Add(Queue, NewTask(1));
        _matching.Add(Queue, NewTask(2));

        var polls = Enumerable.Range(0, 2).Select(_ => PollAsync()).ToArray();
        await polls[0];

        Assert.False(polls[1].IsCompleted);
    }

    private Task<TaskRef?> PollAsync() => _matching.PollAsync(Queue, new("worker", ""), TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

    private static TaskRef NewTask(long scheduled) => new(new(new("default", "w"), "run"), 0, scheduled);
}
