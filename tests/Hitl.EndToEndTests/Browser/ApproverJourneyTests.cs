using Hitl.EndToEndTests.Processes;
using Hitl.EndToEndTests.Story;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hitl.EndToEndTests.Browser;

/// <summary>Decisions that take more than one person or one number, in the browser with every process running.</summary>
[Collection(nameof(SystemCollection))]
public sealed class ApproverJourneyTests(ProcessSystem system, Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task High_risk_takes_two_people_each_with_the_whole_request_the_typed_amount_and_a_fresh_sign_in()
    {
        var cancel = TestContext.Current.CancellationToken;
        var world = system.World();
        var charge = world.Reference("ch_back");
        var agent = system.Client("billing-bot");
        var emil = await chromium.OpenSlackAsync(system, "U0EMIL", "Emil Sato");
        var request = (await agent.SubmitAsync(
            new()
            {
                Action = "accept-chargeback", Customer = new(world.Reference("cus"), "retail"), Channel = "email", Amount = 90_00, Currency = "USD",
                Parameters = new() { ["charge"] = charge }, Rationale = "The bank has decided for the customer.",
            },
            world.Reference("chargeback"), cancel)).Request.Id;

        var dialog = await emil.PressAsync(emil.LiveCards(charge).Button("Approve"), "Approve, high risk");
        await Expect(dialog).ToContainTextAsync("refund at payments");
        await ApproveAsync(dialog, "90 USD", "The letter of the bank is genuine.");
        await Expect(dialog).ToContainTextAsync("Type 90.00 USD exactly.");
        await ApproveAsync(dialog, "90.00 USD", "The letter of the bank is genuine.");
        await Expect(dialog).ToContainTextAsync("Sign in to the console again");
        Assert.Empty((await agent.GetAsync(request, cancel: cancel)).Decisions);

        await SignInAsync("Emil Sato");
        await ApproveAsync(dialog, "90.00 USD", "The letter of the bank is genuine.");
        await Expect(dialog).ToHaveCountAsync(0);
        Assert.Equal("deciding", (await agent.GetAsync(request, cancel: cancel)).State);
        await SignInAsync("Chidi Nakamura");
        var chidi = await chromium.OpenSlackAsync(system, "U0CHIDI", "Chidi Nakamura");
        await ApproveAsync(await chidi.PressAsync(chidi.LiveCards(charge).Button("Approve"), "Approve, high risk"), "90.00 USD", "So are the dates.");

        await Expect(emil.Cards(charge)).ToContainTextAsync("Nothing to decide any more: executed.");
        var done = await world.UntilAsync("the chargeback to end", async c => await agent.GetAsync(request, TimeSpan.FromSeconds(1), c) is { IsFinal: true } final ? final : null, Soon, cancel);
        Assert.Equal(("executed", "emil, chidi"), (done.State, string.Join(", ", done.Decisions.Select(decision => decision.Person))));
        Assert.Single(await world.Targets.EffectsAsync("payments", charge, cancel));
        await Invariants.CheckAsync(system, cancel);
    }

    [Fact]
    public async Task A_parameter_is_narrowed_within_the_catalog_and_exactly_that_is_executed_with_one_click()
    {
        var cancel = TestContext.Current.CancellationToken;
        var world = system.World();
        var customer = world.Reference("cus_points");
        var page = await chromium.OpenSlackAsync(system, "U0BEN", "Ben Ruiz");
        var request = (await world.Agent.SubmitAsync(
            new()
            {
                Action = "goodwill-points", Customer = new(customer, "retail"), Channel = "chat", Parameters = new() { ["points"] = 500 }, Rationale = "Waited an hour.",
                Agent = new("3.2.0", null, null),
            },
            world.Reference("points"), cancel)).Request.Id;

        var edit = await page.PressAsync(page.LiveCards(customer).Button("Change within limits"), "Change within limits");
        await edit.GetByLabel("Loyalty points").FillAsync("900");
        await edit.GetByLabel("Why?").FillAsync("Half an hour, says the log.");
        await edit.Button("Ask again with it").ClickAsync();
        await Expect(edit).ToContainTextAsync("An edit may only narrow.");
        await edit.GetByLabel("Loyalty points").FillAsync("250");
        await edit.GetByLabel("Why?").FillAsync("Half an hour, says the log.");
        await edit.Button("Ask again with it").ClickAsync();
        await Expect(edit).ToHaveCountAsync(0);
        await page.LiveCards(customer).Filter(new() { HasText = "What the agent had proposed" }).Button("Approve").ClickAsync();

        var done = await world.StateAsync(request, Soon, cancel, "executed");
        Assert.Equal(("500", "250", 2), (Assert.Single(done.Before).Parameters["points"]!.ToString(), done.Parameters["points"]!.ToString(), done.Revision));
        Assert.Equal("250", Assert.Single(await world.Targets.EffectsAsync("loyalty", customer, cancel))["amount"]!.ToString());
    }

    [Fact]
    public async Task By_command_somebody_goes_away_asks_who_covers_and_comes_back()
    {
        var cancel = TestContext.Current.CancellationToken;
        var world = system.World();
        var charge = world.Reference("ch_command");
        var page = await chromium.OpenSlackAsync(system, "U0BEN", "Ben Ruiz");
        var request = await BrowserRequests.RefundAsync(world, charge, cancel);
        var until = TimeProvider.System.GetUtcNow().AddDays(2).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

        await Expect(await page.CommandAsync("/hitl find " + world.Reference("cus"))).ToContainTextAsync(request);
        await Expect(await page.CommandAsync("/hitl cover for me until " + until)).ToContainTextAsync("You are away until");
        try
        {
            await Expect(await page.CommandAsync("/hitl who ben")).ToContainTextAsync("Ben Ruiz is away until");
            var farah = await chromium.OpenSlackAsync(system, "U0FARAH", "Farah Haddad");
            await Expect(farah.LiveCards(charge)).ToContainTextAsync("covers for ada, who is away");
            await farah.Link("Home").ClickAsync();
            await Expect(farah.GetByText(world.Reference("cus"))).ToBeVisibleAsync();
        }
        finally
        {
            await Expect(await page.CommandAsync("/hitl back")).ToContainTextAsync("Welcome back");
        }

        await Expect(await page.CommandAsync("/hitl who ben")).ToContainTextAsync("Ben Ruiz is there");
        await Expect(await page.CommandAsync("/hitl dance")).ToContainTextAsync("/hitl cover for me until");
        await world.Agent.WithdrawAsync(request, "enough", cancel);
    }

    private static async Task ApproveAsync(ILocator dialog, string amount, string reason)
    {
        await dialog.GetByLabel("Type the amount").FillAsync(amount);
        await dialog.GetByLabel("What did you check?").FillAsync(reason);
        await dialog.Button("Approve").ClickAsync();
    }

    private async Task SignInAsync(string name) => await (await chromium.OpenAsync()).SignInAsync(system, name);
}
