using Hitl.Client.Requests;
using Hitl.EndToEndTests.Processes;

namespace Hitl.EndToEndTests.Story;

/// <summary>AG22: what may not be had at once is not had in parts either.</summary>
[Collection(nameof(SystemCollection))]
public sealed class SplittingTests(ProcessSystem system)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task AG22_the_request_that_would_pass_a_cumulative_limit_is_refused_and_told_the_limit_its_window_and_its_total()
    {
        var cancel = TestContext.Current.CancellationToken;
        var world = system.World();
        SubmitBody Points() => new()
        {
            Action = "goodwill-points", Customer = new(world.Reference("cus-split"), "retail"), Channel = "chat", Parameters = new() { ["points"] = 10 },
            Rationale = "The parcel was late again.", Evidence = ["receipt:4711"], Agent = new("3.2.0", "example-model-1", "refunds-17"),
        };
        foreach (var part in new[] { "one", "two" })
        {
            var within = await world.Agent.SubmitAsync(Points(), world.Reference("split-" + part), cancel);
            await world.StateAsync(within.Request.Id, Patience, cancel, "executed");
        }

        var third = await world.Agent.SubmitAsync(Points(), world.Reference("split-three"), cancel);
        var refused = await world.StateAsync(third.Request.Id, Patience, cancel, "refused");

        var limit = Assert.Single(refused.Evaluation!.Limits, bound => !bound.Held);
        Assert.Contains("points-week", limit.Bound, StringComparison.Ordinal);
        Assert.Contains("2", limit.Allowed, StringComparison.Ordinal);
        Assert.Contains("7", limit.Allowed + limit.Bound, StringComparison.Ordinal);
        Assert.Equal(2, (await world.Targets.EffectsAsync("loyalty", world.Reference("cus-split"), cancel)).Count);
    }
}
