using Temporal.DevServer.Stores;

namespace Temporal.Tests.DevServer.Faults;

/// <summary>The memory store is what PostgreSQL is held against: ten thousand short lives of a namespace must go the same way on both.</summary>
public sealed class StoreSequenceTests(PostgresCluster cluster)
{
    private const int Sequences = 10_000;
    private const int AtOnce = 32;

    [Fact]
    public async Task Ten_thousand_random_sequences_end_alike_on_both_stores()
    {
        // Nothing here is about surviving a crash, and tables nobody analysed yet must not be scanned.
        var database = await cluster.CreateDatabaseAsync() + ";Options=-c synchronous_commit=off -c enable_seqscan=off -c jit=off";
        await using var fenced = new PostgresHistoryStore(database);
        await fenced.OpenAsync(TestContext.Current.CancellationToken);
        await using var current = new PostgresHistoryStore(database);
        await current.OpenAsync(TestContext.Current.CancellationToken);
        var postgres = new StorePair(current, fenced);

        var (played, failing) = await PlayAsync(Sequences, () => Task.FromResult(postgres));

        Assert.True(failing is null, await ReportAsync(failing, () => Task.FromResult(postgres)));
        Assert.Equal(Sequences, played.Sequences);
        Assert.All(Enum.GetValues<StepKind>(), kind => Assert.True(played.Steps[(int)kind] > 1000, $"{kind} was played {played.Steps[(int)kind]} times."));
    }

    [Fact]
    public async Task A_store_that_differs_in_one_call_is_found_and_the_sequence_shrunk_to_that_call()
    {
        static Task<StorePair> Wrong() => StorePair.InMemoryAsync(store => new FaultyStore(store) { Fails = static (call, after) => call == "Delete" && after });

        var (_, failing) = await PlayAsync(Sequences, Wrong);
        var shrunk = await ShrinkAsync(failing!.Value, Wrong);

        Assert.Equal(StepKind.Delete, Assert.Single(shrunk).Kind);
    }

    private static async Task<((int Sequences, int[] Steps) Played, int? Failing)> PlayAsync(int sequences, Func<Task<StorePair>> actual)
    {
        var steps = new int[Enum.GetValues<StepKind>().Length];
        var (next, played, failing) = (-1, 0, int.MaxValue);
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var seed && seed < sequences && failing == int.MaxValue)
            {
                var drawn = SequenceStep.Draw(seed);
                if (await DifferenceAsync(seed, 0, drawn, actual) is not null) InterlockedMin(ref failing, seed);
                foreach (var step in drawn) Interlocked.Increment(ref steps[(int)step.Kind]);
                Interlocked.Increment(ref played);
            }
        })));
        return ((played, steps), failing == int.MaxValue ? null : failing);
    }

    private static void InterlockedMin(ref int target, int value)
    {
        while (Volatile.Read(ref target) is var seen && value < seen && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
            // Somebody else was quicker; their value may still be the larger one.
        }
    }

    private static async Task<string?> DifferenceAsync(int seed, int attempt, IReadOnlyList<SequenceStep> steps, Func<Task<StorePair>> actual) =>
        await new StoreSequence(seed, attempt, await StorePair.InMemoryAsync(), await actual()).DifferenceAsync(steps);

    /// <summary>Leaves out one step after the other as long as the stores still differ.</summary>
    private static async Task<IReadOnlyList<SequenceStep>> ShrinkAsync(int seed, Func<Task<StorePair>> actual)
    {
        var steps = SequenceStep.Draw(seed);
        var attempt = 0;
        for (var at = steps.Count - 1; at >= 0; at--)
        {
            SequenceStep[] without = [.. steps.Take(at), .. steps.Skip(at + 1)];
            if (await DifferenceAsync(seed, ++attempt, without, actual) is not null) steps = without;
        }
        return steps;
    }

    private static async Task<string> ReportAsync(int? failing, Func<Task<StorePair>> actual)
    {
        if (failing is not { } seed) return "";
        var shrunk = await ShrinkAsync(seed, actual);
        return $"Sequence {seed}, shrunk to\n  {string.Join("\n  ", shrunk)}\ndiffers at {await DifferenceAsync(seed, 99, shrunk, actual)}";
    }
}
