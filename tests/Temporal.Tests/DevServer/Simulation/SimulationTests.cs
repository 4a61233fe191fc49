using System.Globalization;

namespace Temporal.Tests.DevServer.Simulation;

/// <summary>Seeded lives of the server's core. <c>TEMPORAL_SIM_SEEDS</c> sets how many, <c>TEMPORAL_SIM_SEED</c> runs one again.</summary>
public sealed class SimulationTests
{
    private const int Usual = 1000;

    [Fact]
    public void Every_life_keeps_its_promises_and_comes_to_its_end()
    {
        var one = Environment.GetEnvironmentVariable("TEMPORAL_SIM_SEED");
        var seeds = one is not null ? [int.Parse(one, CultureInfo.InvariantCulture)]
            : Enumerable.Range(1, int.Parse(Environment.GetEnvironmentVariable("TEMPORAL_SIM_SEEDS") ?? $"{Usual}", CultureInfo.InvariantCulture));

        foreach (var seed in seeds)
        {
            var life = new SimulatedLifetime(seed);
            var broken = Record.Exception(life.Live);
            Assert.True(broken is null, $"TEMPORAL_SIM_SEED={seed}: {broken}\n{life.Kinds}");
        }
    }

    [Fact]
    public void The_same_seed_is_the_same_life()
    {
        var (first, second) = (new SimulatedLifetime(42), new SimulatedLifetime(42));

        first.Live();
        second.Live();

        Assert.Equal(first.Kinds, second.Kinds);
    }
}
