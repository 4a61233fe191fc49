using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;

namespace Hitl.Tests.Workflows.Requests;

/// <summary>What only some catalogs ask of the workflow: waiting for another request, and stages that must all agree.</summary>
public sealed class PolicyWorkflowTests(StoryWorld world) : IClassFixture<StoryWorld>
{
    [Fact]
    public async Task The_later_of_two_requests_about_one_order_waits_until_the_earlier_one_has_ended()
    {
        var first = await world.AskAsync("refund", 42_000, parameters: new() { ["charge"] = "ch_a", ["order"] = "A-1" });
        var stage = await world.OpenAsync(first, 1);
        var second = await world.AskAsync("refund", 4_200, parameters: new() { ["charge"] = "ch_b", ["order"] = "A-1" });
        await StoryWorld.UntilAsync(async () => await world.StatusAsync(second) is { Where: "waiting" } waiting ? waiting : null);
        var held = world.Requests.Get(second).State;

        await world.DecideAsync(stage.Key, "ben", Verdict.Deny, "already refunded");
        await world.UntilAsync(() => world.Requests.Get(first) is { State: RequestState.Denied } ended ? ended : null);
        var end = await world.EndAsync(second);

        Assert.Equal((RequestState.Received, RequestState.Executed), (held, end));
    }

    [Fact]
    public async Task Where_every_stage_must_agree_one_that_is_silent_ends_it_without_effect()
    {
        var digest = new string('a', 64);
        var request = await world.AskAsync(
            "catalog.activate", null, "shop", new() { ["version"] = digest, ["replaces"] = digest, ["author"] = "dana", ["changes"] = new System.Text.Json.Nodes.JsonArray("less") }, "catalog-desk.hitl");
        var leaders = await world.OpenAsync(request, 1);

        await world.DecideAsync(leaders.Key, "emil", Verdict.Approve, "read");
        var seniors = await world.OpenAsync(request, 2);
        var end = await world.EndAsync(request);

        Assert.Equal(RequestState.Expired, end);
        Assert.Contains(seniors.Asked, asked => asked.Person.Value == "ben");
        Assert.DoesNotContain(world.Ledger.Entries, entry => entry.Request == request && entry.Kind == LedgerKinds.GrantIssued);
    }
}
