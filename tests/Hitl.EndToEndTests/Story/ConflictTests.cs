using Hitl.EndToEndTests.Processes;
using Hitl.Local.Story;

namespace Hitl.EndToEndTests.Story;

/// <summary>X6: two requests about the same thing, through the gateway: the later one waits, is refused or goes to people, as the catalog says, and people see the other one.</summary>
[Collection(nameof(SystemCollection))]
public sealed class ConflictTests(ProcessSystem system)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Refuse_the_later_one_is_refused_and_told_which_other_one_is_under_way()
    {
        var world = system.World();
        var customer = world.Reference("cus-refuse");
        var first = await AskAsync(world, "change-address", customer, new() { ["address"] = "1 High Street" });
        await world.StateAsync(first, Patience, Cancel, "deciding");

        var later = await AskAsync(world, "change-email", customer, new() { ["email"] = "new@example.com" });
        var refused = await world.StateAsync(later, Patience, Cancel, "refused");
        await world.Agent.WithdrawAsync(first, "The test is over.", Cancel);
        var free = await AskAsync(world, "change-email", customer, new() { ["email"] = "new@example.com" });
        await world.StateAsync(free, Patience, Cancel, "deciding");
        await world.Agent.WithdrawAsync(free, "The test is over.", Cancel);

        Assert.Contains($"another request about the same customer {customer} is under way ({first}, change-address by support-bot through chat)", refused.Evaluation!.Sentence, StringComparison.Ordinal);
        Assert.StartsWith(first, Assert.Single(refused.Evaluation.Conflicts), StringComparison.Ordinal);
        Assert.Empty(await world.Targets.EffectsAsync("accounts", customer, Cancel));
    }

    [Fact]
    public async Task Serialise_the_later_one_waits_for_the_end_of_the_earlier_one_and_is_decided_then()
    {
        var world = system.World();
        var charge = world.Reference("ch-serialise");
        var first = await RefundAsync(world, charge, 420_00, "cus-one");
        await world.StateAsync(first, Patience, Cancel, "deciding");

        // Within the agent's own authority: only the other one keeps it from running at once.
        var later = await RefundAsync(world, charge, 42_00, "cus-two");
        await world.UntilAsync("the later one to wait", async c => (await world.Database.FindAsync($"select request from hitl.subject_claim where request = '{later}'", c)).FirstOrDefault(), Patience, Cancel);
        var waiting = (await world.Agent.GetAsync(later, cancel: Cancel)).State;
        await world.Agent.WithdrawAsync(first, "Not needed.", Cancel);
        var executed = await world.StateAsync(later, Patience, Cancel, "executed");

        Assert.Equal("received", waiting);
        Assert.Equal("allowed", executed.Evaluation!.Outcome);
        Assert.Empty(executed.Evaluation.Conflicts);
        Assert.Single(await world.Targets.EffectsAsync("payments", charge, Cancel));
    }

    [Fact]
    public async Task Ask_what_would_be_allowed_alone_goes_to_people_whose_card_shows_the_other_one()
    {
        var world = system.World();
        var customer = world.Reference("cus-ask");
        var first = await AskAsync(world, "change-plan", customer, new() { ["plan"] = "business" });
        await world.StateAsync(first, Patience, Cancel, "deciding");

        var later = await AskAsync(world, "change-plan", customer, new() { ["plan"] = "plus" });
        var asked = await world.StateAsync(later, Patience, Cancel, "deciding");
        var card = await world.UntilAsync("chidi's card", c => world.Slack.OpenCardAsync("U0CHIDI", later, c), Patience, Cancel);
        await world.Agent.WithdrawAsync(later, "The test is over.", Cancel);
        await world.Agent.WithdrawAsync(first, "The test is over.", Cancel);

        Assert.Contains("otherwise rule upgrades-alone would let it alone", asked.Evaluation!.Sentence, StringComparison.Ordinal);
        var text = card.ToJsonString();
        Assert.Contains("Under way about the same", text, StringComparison.Ordinal);
        Assert.Contains($"{first}, change-plan by support-bot through chat", text, StringComparison.Ordinal);
        Assert.Contains("matched and decides", text, StringComparison.Ordinal);
    }

    private static async Task<string> RefundAsync(StoryWorld world, string charge, long minor, string customer) => (await world.Agent.SubmitAsync(
        new()
        {
            Action = "refund", Customer = new(world.Reference(customer), "retail"), Channel = "chat", Amount = minor, Currency = "USD", Agent = new("3.2.0", null, null),
            Parameters = new() { ["charge"] = charge, ["sku"] = "SKU-1001" },
        },
        world.Reference($"conflict-{minor}"), Cancel)).Request.Id;

    private static async Task<string> AskAsync(StoryWorld world, string action, string customer, System.Text.Json.Nodes.JsonObject parameters) => (await world.Agent.SubmitAsync(
        new() { Action = action, Customer = new(customer, "retail"), Channel = "chat", Parameters = parameters, Consents = ["customer-asked"], Agent = new("3.2.0", null, null) },
        Guid.NewGuid().ToString("N"), Cancel)).Request.Id;
}
