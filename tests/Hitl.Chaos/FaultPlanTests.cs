namespace Hitl.Chaos;

public sealed class FaultPlanTests
{
    [Fact]
    public void A_seed_makes_the_same_plan_again_and_another_seed_another()
    {
        var plan = FaultPlan.Of(ChaosOptions.Smoke(7));

        Assert.Equal(plan, FaultPlan.Of(ChaosOptions.Smoke(7)));
        Assert.NotEqual(plan, FaultPlan.Of(ChaosOptions.Smoke(8)));
        Assert.Equal(plan.Take(5), FaultPlan.Of(ChaosOptions.Smoke(7) with { Prefix = 5 }));
    }

    [Fact]
    public void Every_kind_is_in_some_run_and_every_kind_but_the_kill_is_left_out_of_some()
    {
        var runs = Enumerable.Range(0, 200).Select(FaultPlan.KindsOf).ToList();

        Assert.All(runs, kinds => Assert.Contains(FaultKind.Kill, kinds));
        foreach (var kind in Enum.GetValues<FaultKind>().Where(kind => kind != FaultKind.Kill))
        {
            Assert.InRange(runs.Count(kinds => kinds.Contains(kind)), 100, 190);
        }
    }

    [Theory]
    [InlineData("--requests", "9")]
    [InlineData("--requests", "many")]
    [InlineData("--fault", "1")]
    [InlineData("--directory")]
    public void A_wrong_option_is_refused_by_name(params string[] arguments)
    {
        var refused = Assert.Throws<ArgumentException>(() => ChaosOptions.Parse(arguments, 1));

        Assert.Contains(arguments[0], refused.Message, StringComparison.Ordinal);
    }
}
