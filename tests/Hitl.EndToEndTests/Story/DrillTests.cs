using Hitl.Client.Problems;
using Hitl.EndToEndTests.Processes;
using Hitl.Local.Story;

namespace Hitl.EndToEndTests.Story;

[Collection(nameof(SystemCollection))]
public sealed class DrillTests(ProcessSystem system)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_undoing_is_proven_at_the_sandbox_in_the_name_of_who_ran_it_and_by_nobody_else()
    {
        var world = system.World();

        var stranger = await Assert.ThrowsAsync<HitlApiException>(() => system.Client("hana").RunDrillAsync("change-plan", Cancel));
        var unknown = await Assert.ThrowsAsync<HitlApiException>(() => world.Ops.RunDrillAsync("change-email", Cancel));
        var (exit, output) = await world.CommandLine(["drills", "run", "change-plan"], Cancel);
        var (_, list) = await world.CommandLine(["drills", "list", "--all"], Cancel);
        var procedure = (await world.Ops.DrillsAsync(Cancel)).Procedures.Single(line => line.Action == "change-plan");

        Assert.Equal(((403, "drill.not_yours"), (404, "drill.unknown")), ((stranger.Status, stranger.Code), (unknown.Status, unknown.Code)));
        Assert.Equal(0, exit);
        Assert.Contains("run by gus: proven", output, StringComparison.Ordinal);
        Assert.Contains("reverse-change done, once although sent twice", list, StringComparison.Ordinal);
        Assert.Equal(("proven", true, "operations"), (procedure.State, procedure.StopsAutomation, procedure.Role));
    }

    [Fact]
    public async Task A_drill_is_asked_for_by_card_and_run_with_its_button()
    {
        var world = system.World();
        await world.Ops.DrillsAsync(Cancel);
        var drill = Guid.NewGuid();
        await system.Database.FindAsync($"select hitl.open_drill('{drill}', 'change-address', 'account-approver', null)::text", Cancel);
        await system.Database.FindAsync($"select coalesce(hitl.want_desk_cards('drill', '{drill}', array['chidi'], 0)::text, 'wanted')", Cancel);
        var card = await world.UntilAsync("the drill's card", c => world.Slack.WithButtonAsync("U0CHIDI", "hitl.drill.run", drill.ToString("D"), c), Patience, Cancel);

        await world.Slack.ClickAsync("U0CHIDI", card, "hitl.drill.run", null, Cancel);
        var done = await world.UntilAsync(
            "the drill to end", async c => (await world.Ops.DrillsAsync(c)).Drills.FirstOrDefault(known => known.Id == drill.ToString("D")) is { EndedAt: not null } ended ? ended : null, Patience, Cancel);
        await world.UntilAsync(
            "the card to say so",
            async c => await world.Slack.MessageAsync((string)card["channel"]!, (string)card["ts"]!, c) is { } now && now.ToJsonString().Contains("Proven", StringComparison.Ordinal) ? now : null, Patience, Cancel);

        Assert.Equal(("proven", "chidi"), (done.State, done.By));
        Assert.Null(await world.Slack.WithButtonAsync("U0CHIDI", "hitl.drill.run", drill.ToString("D"), Cancel));
    }

    [Fact]
    public async Task A_card_of_what_was_executed_offers_undoing_to_nobody_else_and_names_the_undoing()
    {
        var world = system.World();
        var charge = world.Reference("ch-undo-card");
        var asked = await world.Agent.SubmitAsync(
            new()
            {
                Action = "refund", Customer = new(world.Reference("cus"), "retail"), Channel = "chat", Amount = 42_000, Currency = "USD",
                Parameters = new() { ["charge"] = charge, ["sku"] = "SKU-1001" }, Rationale = "The parcel was damaged.", Agent = new("3.2.0", "example-model-1", "refunds-17"),
            },
            world.Reference("undo-card"), Cancel);
        var id = asked.Request.Id;
        var card = await world.UntilAsync("the card", c => world.Slack.OpenCardAsync("U0BEN", id, c), Patience, Cancel);
        await world.Slack.SubmitAsync("U0BEN", await DialogAsync(world, "U0BEN", card, "hitl.approve"), "Photos checked.", Cancel);
        await world.StateAsync(id, Patience, Cancel, "executed");

        // Ben decided it and may not undo it: the catalog gives that to the lead and to ops.
        var own = await world.UntilAsync(
            "ben's card to rest", async c => await world.Slack.MessageAsync((string)card["channel"]!, (string)card["ts"]!, c) is { } now && now.ToJsonString().Contains("executed", StringComparison.Ordinal) ? now : null, Patience, Cancel);
        var reversal = await world.Ops.ReverseAsync(id, "The wrong customer.", Cancel);
        await world.UntilAsync("the undoing to end", async c => await system.Client("hana").GetAsync(reversal.Request, cancel: c) is { State: "executed" } ended ? ended : null, Patience, Cancel);
        var named = await world.UntilAsync(
            "the card to name it", async c => await world.Slack.MessageAsync((string)card["channel"]!, (string)card["ts"]!, c) is { } now && now.ToJsonString().Contains(reversal.Request, StringComparison.Ordinal) ? now : null, Patience, Cancel);
        var (first, second) = (await system.Client("hana").GetAsync(id, cancel: Cancel), await system.Client("hana").GetAsync(reversal.Request, cancel: Cancel));

        Assert.DoesNotContain("hitl.undo", own.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hitl.undo", named.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal((reversal.Request, id), (first.UndoneBy, second.Undoes));
    }

    [Fact]
    public async Task Whoever_may_undoes_it_with_the_button_of_the_card_and_a_reason()
    {
        var world = system.World();
        var charge = world.Reference("ch-undo-button");
        var asked = await world.Agent.SubmitAsync(
            new()
            {
                Action = "refund-and-restore", Customer = new(world.Reference("cus-undo"), "retail"), Channel = "chat", Amount = 9_000, Currency = "USD",
                Parameters = new() { ["charge"] = charge, ["points"] = 100 }, Rationale = "Twice late.", Agent = new("3.2.0", "example-model-1", "refunds-17"),
            },
            world.Reference("undo-button"), Cancel);
        var id = asked.Request.Id;
        foreach (var user in new[] { "U0BEN", "U0CHIDI" })
        {
            var open = await world.UntilAsync($"the card of {user}", c => world.Slack.OpenCardAsync(user, id, c), Patience, Cancel);
            await world.Slack.SubmitAsync(user, await DialogAsync(world, user, open, "hitl.approve"), "Checked.", Cancel);
        }

        await world.StateAsync(id, Patience, Cancel, "executed");
        var card = await world.UntilAsync("the button", c => world.Slack.WithButtonAsync("U0BEN", "hitl.undo", id, c), Patience, Cancel);
        await world.Slack.SubmitAsync("U0BEN", await DialogAsync(world, "U0BEN", card, "hitl.undo"), "The wrong customer.", Cancel);
        var undone = await world.UntilAsync("the undoing", async c => (await system.Client("hana").GetAsync(id, cancel: c)).UndoneBy, Patience, Cancel);
        await world.UntilAsync("the undoing to end", async c => await system.Client("hana").GetAsync(undone, cancel: c) is { State: "executed" } ended ? ended : null, Patience, Cancel);

        var payments = await world.Targets.EffectsAsync("payments", charge, Cancel);
        Assert.Single(payments, effect => effect["reversed_by"] is not null);
        Assert.Equal(2, payments.Count);
    }

    private static async Task<System.Text.Json.Nodes.JsonObject> DialogAsync(StoryWorld world, string user, System.Text.Json.Nodes.JsonObject card, string action) =>
        await world.Slack.PressAsync(user, card, action, Cancel) ?? throw new InvalidOperationException($"{action} did without a dialog.");
}
