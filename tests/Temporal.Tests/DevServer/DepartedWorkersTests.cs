using Temporal.DevServer.Tasks;
using Temporalio.Api.Enums.V1;

namespace Temporal.Tests.DevServer;

/// <summary>Polls of a worker that said it shuts down. A worker of the official SDK says so once, and waits for those on their way: a minute, if nobody ends them.</summary>
public sealed class DepartedWorkersTests
{
    private static readonly TaskQueueKey Queue = new("default", "work", TaskQueueType.Workflow);
    private static readonly TaskQueueKey Sticky = new("default", "cache-of-one", TaskQueueType.Workflow);
    private static readonly TaskRef Task1 = new(new(new("default", "w1"), "r1"), 1);

    private readonly Matching _matching = new(new ManualTime());

    [Fact]
    public async Task A_poll_that_arrives_after_the_goodbye_ends_at_once_and_takes_no_task()
    {
        _matching.ShutDown("default", Sticky.Name, "one");
        _matching.Add(Queue, Task1);

        Assert.Null(await PollAsync(Queue, "one"));
        Assert.Same(Task1, await PollAsync(Queue, "another"));
    }

    [Fact]
    public async Task It_does_not_bring_the_workers_own_queue_back_to_life()
    {
        var waiting = PollAsync(Sticky, "one");
        Assert.True(_matching.IsPolled(Sticky));
        _matching.ShutDown("default", Sticky.Name, "one");
        Assert.Null(await waiting);

        Assert.Null(await PollAsync(Sticky, "one"));

        Assert.False(_matching.IsPolled(Sticky));
    }

    [Fact]
    public async Task A_worker_of_the_same_key_in_another_namespace_is_another_worker()
    {
        _matching.ShutDown("elsewhere", "", "one");
        _matching.Add(Queue, Task1);

        Assert.Same(Task1, await PollAsync(Queue, "one"));
    }

    [Fact]
    public void The_last_ten_thousand_are_remembered_and_no_key_that_is_none()
    {
        var departed = new DepartedWorkers();
        var endless = new string('x', 100_000);
        for (var i = 0; i <= DepartedWorkers.Most; i++) departed.Add("default", $"worker-{i}");
        departed.Add("default", "worker-1");
        departed.Add("default", endless);
        departed.Add("default", "");

        Assert.False(departed.Contains("default", "worker-0"));
        Assert.True(departed.Contains("default", "worker-1"));
        Assert.True(departed.Contains("default", $"worker-{DepartedWorkers.Most}"));
        Assert.False(departed.Contains("default", endless));
        Assert.False(departed.Contains("default", ""));
    }

    private Task<TaskRef?> PollAsync(TaskQueueKey queue, string instanceKey) =>
        _matching.PollAsync(queue, new("worker", instanceKey), TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
}
