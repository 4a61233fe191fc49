using Hitl.EndToEndTests.Processes;
using Hitl.EndToEndTests.Story;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hitl.EndToEndTests.Browser;

[Collection(nameof(SystemCollection))]
public sealed class SlackCardTests(ProcessSystem system, Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_person_approves_on_the_card_in_the_local_slack_and_the_card_shows_the_outcome()
    {
        var cancel = TestContext.Current.CancellationToken;
        var world = system.World();
        var charge = world.Reference("ch_page");
        var page = await chromium.OpenAsync();
        await page.GotoAsync(system.Settings.Sandbox + "slack");
        await page.GetByLabel("Act as").SelectOptionAsync("U0BEN");
        await Expect(page.GetByText("You are Ben Ruiz")).ToBeVisibleAsync();
        var request = await BrowserRequests.RefundAsync(world, charge, cancel);

        var card = page.GetByRole(AriaRole.Article).Filter(new() { HasText = charge });
        await Expect(card).ToContainTextAsync(BrowserRequests.Markup);
        await Expect(card.Locator("a, script")).ToHaveCountAsync(0);
        await card.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        var modal = page.GetByRole(AriaRole.Dialog, new() { Name = "Approve this request" });
        await modal.GetByLabel("What did you check?").FillAsync("The photos show the damage.");
        await modal.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();

        await Expect(modal).ToHaveCountAsync(0);
        await Expect(card).ToContainTextAsync("Nothing to decide any more: executed.");
        await Expect(card.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        var done = await world.StateAsync(request, TimeSpan.FromSeconds(60), cancel, "executed");
        Assert.Equal("slack", Assert.Single(done.Decisions).Door);
        await Invariants.CheckAsync(system, cancel);
    }
}
