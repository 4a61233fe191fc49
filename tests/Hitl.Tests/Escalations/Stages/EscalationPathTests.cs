using Hitl.Escalations.Stages;

namespace Hitl.Tests.Escalations.Stages;

public sealed class EscalationPathTests
{
    [Theory]
    [InlineData(false, new int[0], 0)]
    [InlineData(false, new[] { 3, 2 }, 2)]
    [InlineData(false, new[] { 2, 0 }, 1)]
    [InlineData(true, new[] { 3, 2 }, 5)]
    [InlineData(true, new[] { 2, 0 }, 3)]
    [InlineData(true, new int[0], 0)]
    public void A_path_demands_its_easiest_stage_or_all_of_them(bool every, int[] quorums, int demand) =>
        Assert.Equal(demand, new EscalationPath("p", [.. quorums.Select(quorum => Case.Path.Stages[0] with { Quorum = quorum })]) { NeedsEveryStage = every }.Demand);
}
