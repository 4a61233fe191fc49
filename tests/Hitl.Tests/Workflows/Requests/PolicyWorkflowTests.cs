using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Workflows.Requests;

namespace Hitl.Tests.Workflows.Requests;

/// <summary>What is not in every story: waiting for another request, stages that must all agree, and signals that are not the gateway's.</summary>
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

    [Fact]
    public async Task EN12_a_signal_that_claims_a_decision_decides_nothing_and_is_recorded_without_flooding()
    {
        var request = await world.AskAsync("refund", 42_000);
        var stage = await world.OpenAsync(request, 1);

        for (var i = 0; i < 15; i++) await world.SignalAsync(request, i % 2 == 0 ? "approved" : RequestAddress.DecisionRecorded, new { person = "ben", verdict = "approve" });
        await world.DecideAsync(stage.Key, "ben", Verdict.Deny, "Not this one.");
        var end = await world.EndAsync(request);

        Assert.Equal(RequestState.Denied, end);
        var refused = world.Ledger.Entries.Where(entry => entry.Request == request && entry.Kind == LedgerKinds.AttemptRefused).ToList();
        Assert.Equal(10, refused.Count);
        Assert.All(refused, entry => Assert.Equal("decision.unsigned", entry.Body["code"]!.GetValue<string>()));
    }
}
