using Temporalio.Common;
using Temporalio.Runtime;
using Temporalio.Workflows;

namespace Temporal.Tests.Sdk.Workflows;

public sealed class RandomnessTests
{
    [Fact]
    public async Task Replay_repeats_random_numbers_and_identifiers()
    {
        var first = WorkflowDriver.Start<DiceWorkflow>();
        await first.RunTaskAsync();
        var replayed = first.MovedTo(WorkflowDriver.ProcessorFor<DiceWorkflow>());

        var original = CommandAssert.Result<string[]>(await first.FireTimer("1").RunTaskAsync());
        var repeated = CommandAssert.Result<string[]>(await replayed.FireTimer("1").RunTaskAsync());

        Assert.Equal(original, repeated);
        Assert.Equal(4, original.Distinct().Count());
    }

    [Fact]
    public async Task A_reset_starts_another_sequence()
    {
        var first = WorkflowDriver.Start<DiceWorkflow>();
        await first.RunTaskAsync();
        var reset = first.MovedTo(WorkflowDriver.ProcessorFor<DiceWorkflow>()).Reset("run-2");

        var original = CommandAssert.Result<string[]>(await first.FireTimer("1").RunTaskAsync());
        var afterReset = CommandAssert.Result<string[]>(await reset.FireTimer("1").RunTaskAsync());

        Assert.Equal(original[0], afterReset[0]);
        Assert.NotEqual(original[1], afterReset[1]);
    }

    [Fact]
    public async Task Each_run_has_its_own_sequence()
    {
        var processor = WorkflowDriver.ProcessorFor<DiceWorkflow>();
        var results = new List<string>();

        foreach (var runId in new[] { "run-a", "run-b" })
        {
            var run = new WorkflowDriver(processor, runId).Started<DiceWorkflow>();
            await run.RunTaskAsync();
            results.AddRange(CommandAssert.Result<string[]>(await run.FireTimer("1").RunTaskAsync()));
        }

        Assert.Equal(8, results.Distinct().Count());
    }

    [Fact]
    public void The_sequence_of_a_seed_never_changes()
    {
        var random = new DeterministicRandom(42);

        int[] numbers = [random.Next(1000), random.Next(1000), random.Next(-5, 5), random.Next(1000)];
        var fraction = random.NextDouble();

        Assert.Equal([261, 946, -4, 639], numbers);
        Assert.Equal(0.18585818951969535, fraction);
    }

    [Fact]
    public void Bytes_of_a_seed_never_change()
    {
        var bytes = new byte[11];

        new DeterministicRandom(42).NextBytes(bytes);

        Assert.Equal("9BADF442D9E5D6926F6E3E", Convert.ToHexString(bytes));
    }

    [Fact]
    public void Nor_does_the_sequence_of_runs_from_before_this_generator()
    {
        var random = new FormerRandom(42);

        int[] numbers = [random.Next(1000), random.Next(1000), random.Next(-5, 5), random.Next(1000)];

        Assert.Equal([244, 158, 2, 714], numbers);
    }

    [Fact]
    public void A_run_starts_where_Temporals_own_workers_start_it()
    {
        var seed = RandomnessSeed.FromRunId("01a1ff5c-54bb-7559-9c9e-0cfc2552f1f7");

        Assert.Equal(13957247291980320981, seed);
    }

    [Fact]
    public void Numbers_are_spread_evenly_within_their_bounds()
    {
        var random = new DeterministicRandom(7);
        var counts = new int[10];

        for (var round = 0; round < 10_000; round++) counts[random.Next(10)]++;

        Assert.All(counts, count => Assert.InRange(count, 850, 1150));
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.InRange(random.NextDouble(), 0, 1));
    }

    [Fact]
    public async Task New_identifiers_are_version_4_UUIDs()
    {
        var run = WorkflowDriver.Start<DiceWorkflow>();
        await run.RunTaskAsync();

        var id = Guid.Parse(CommandAssert.Result<string[]>(await run.FireTimer("1").RunTaskAsync())[2]);

        Assert.Equal(4, id.Version);
        Assert.InRange(id.Variant, 8, 11);
    }

    [Workflow]
    public sealed class DiceWorkflow
    {
        [WorkflowRun]
        public async Task<string[]> RunAsync()
        {
            var before = Workflow.Random.NextInt64();
            var idBefore = Workflow.NewGuid();
            await Workflow.DelayAsync(1000);
            return [$"{before}", $"{Workflow.Random.NextInt64()}", $"{Workflow.NewGuid()}", $"{idBefore}"];
        }
    }
}
