using Hitl.Client.Problems;
using Hitl.Client.Requests;
using Hitl.EndToEndTests.Processes;
using Hitl.Local.Story;

namespace Hitl.EndToEndTests.Story;

[Collection(nameof(SystemCollection))]
public sealed class ReversalTests(ProcessSystem system)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task What_was_executed_is_undone_once_by_whoever_has_the_authority_and_both_know_of_each_other()
    {
        var cancel = TestContext.Current.CancellationToken;
        var world = system.World();
        var charge = world.Reference("ch-undo");
        var asked = await world.Agent.SubmitAsync(Refund(world, charge, 4_200), world.Reference("undo"), cancel);
        await world.StateAsync(asked.Request.Id, Patience, cancel, "executed");

        var stranger = await Assert.ThrowsAsync<HitlApiException>(() => system.Client("hana").ReverseAsync(asked.Request.Id, "Just because.", cancel));
        var (exit, output) = await world.CommandLine(["requests", "reverse", asked.Request.Id, "--reason", "The wrong customer."], cancel);
        var again = await world.Ops.ReverseAsync(asked.Request.Id, "The wrong customer.", cancel).ContinueWith(task => task.IsFaulted ? null : task.Result, cancel, TaskContinuationOptions.None, TaskScheduler.Default);
        var reversal = (await system.Database.FindAsync($"select request from hitl.idempotency_key where key like 'reverse:{asked.Request.Id}:%'", cancel)).Single();
        await Waiting.UntilAsync("the reversal to be executed", async () => await world.Database.StateAsync(reversal, cancel) == "executed", Patience, cancel);
        var late = await Assert.ThrowsAsync<HitlApiException>(() => world.Ops.ReverseAsync(asked.Request.Id, "Once more.", cancel));

        Assert.Equal((403, "request.reversal_not_yours"), (stranger.Status, stranger.Code));
        Assert.Equal(0, exit);
        Assert.Contains(reversal, output, StringComparison.Ordinal);
        Assert.True(again is null || again.Request == reversal);
        Assert.Equal((409, "request.already_reversed"), (late.Status, late.Code));
        Assert.Equal(1, await world.Database.EntriesAsync(asked.Request.Id, "reversal.asked", cancel));
        var payments = await world.Targets.EffectsAsync("payments", charge, cancel);
        Assert.Single(payments, effect => effect["reversal_of"] is null);
        Assert.Single(payments, effect => effect["reversed_by"] is not null);
        await Invariants.CheckAsync(system, cancel);
    }

    [Fact]
    public async Task What_was_never_executed_or_has_no_way_back_is_not_undone()
    {
        var cancel = TestContext.Current.CancellationToken;
        var world = system.World();
        var asked = await world.Agent.SubmitAsync(Refund(world, world.Reference("ch-open"), 42_000), world.Reference("open"), cancel);

        var refused = await Assert.ThrowsAsync<HitlApiException>(() => world.Ops.ReverseAsync(asked.Request.Id, "Too early.", cancel));
        await world.Agent.WithdrawAsync(asked.Request.Id, "Not needed.", cancel);

        Assert.Equal((409, "request.not_reversible"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task An_undoing_whose_second_half_the_target_refuses_ends_as_irreversible_and_says_what_stays()
    {
        var cancel = TestContext.Current.CancellationToken;
        var world = system.World();
        var (charge, customer) = (world.Reference("ch-half"), world.Reference("cus-half"));
        var asked = await world.Agent.SubmitAsync(Both(world, charge, customer), world.Reference("half"), cancel);
        foreach (var user in new[] { "U0CHIDI", "U0EMIL" })
        {
            var card = await world.UntilAsync("a card", c => world.Slack.OpenCardAsync(user, asked.Request.Id, c), Patience, cancel);
            if (await world.Slack.PressAsync(user, card, "hitl.approve", cancel) is { } modal) await world.Slack.SubmitAsync(user, modal, "Checked against the order.", cancel);
        }

        await world.StateAsync(asked.Request.Id, Patience, cancel, "executed");
        var refund = (string)(await world.Targets.EffectsAsync("payments", charge, cancel)).Single()["id"]!;

        await world.Targets.FaultAsync("payments", "refuse", refund, null, cancel);
        var reversal = await system.Client("chidi").ReverseAsync(asked.Request.Id, "The wrong customer.", cancel);
        await Waiting.UntilAsync("the undoing to end", async () => await world.Database.StateAsync(reversal.Request, cancel) == "irreversible", Patience, cancel);
        await world.Targets.HealAsync("payments", refund, cancel);

        var ended = await system.Client("hana").GetAsync(reversal.Request, cancel: cancel);
        var (_, told) = await world.CommandLine(["requests", "show", reversal.Request], cancel);
        Assert.StartsWith("What was done has no way back: undo-refund-payment was refused", ended.Outcome, StringComparison.Ordinal);
        Assert.Contains("undo-restore-points was done and has no way back", ended.Outcome, StringComparison.Ordinal);
        Assert.Contains("irreversible", told, StringComparison.Ordinal);
        Assert.Null((await world.Targets.EffectsAsync("payments", charge, cancel)).Single()["reversed_by"]);
        Assert.Contains(await world.Targets.EffectsAsync("loyalty", customer, cancel), effect => effect["reversed_by"] is not null);
        await Invariants.CheckAsync(system, cancel);
    }

    private static SubmitBody Both(StoryWorld world, string charge, string customer) => Refund(world, charge, 90_000) with
    {
        Action = "refund-and-restore", Customer = new(customer, "retail"), Parameters = new() { ["charge"] = charge, ["points"] = 1200 },
    };

    private static SubmitBody Refund(StoryWorld world, string charge, long minor) => new()
    {
        Action = "refund", Customer = new(world.Reference("cus"), "retail"), Channel = "chat", Amount = minor, Currency = "USD",
        Parameters = new() { ["charge"] = charge, ["sku"] = "SKU-1001" }, Rationale = "The parcel was damaged.", Agent = new("3.2.0", "example-model-1", "refunds-17"),
    };
}
