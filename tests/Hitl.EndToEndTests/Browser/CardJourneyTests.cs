using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Hitl.EndToEndTests.Processes;
using Hitl.EndToEndTests.Story;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hitl.EndToEndTests.Browser;

/// <summary>What approvers do on cards beside approving, in the browser, with every process running.</summary>
[Collection(nameof(SystemCollection))]
public sealed class CardJourneyTests(ProcessSystem system, Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_lowered_amount_is_asked_again_and_exactly_it_is_executed_and_a_rehearsal_sends_nothing()
    {
        var cancel = TestContext.Current.CancellationToken;
        var world = system.World();
        var charge = world.Reference("ch_lowered");
        var page = await OpenAsync("U0BEN", "Ben Ruiz");
        var request = await BrowserRequests.RefundAsync(world, charge, cancel);

        await Cards(page, charge).First.GetByRole(AriaRole.Button, new() { Name = "Lower the amount" }).ClickAsync();
        var edit = page.GetByRole(AriaRole.Dialog, new() { Name = "Lower the amount" });
        await edit.GetByLabel("New amount").FillAsync("300.00 USD");
        await edit.GetByLabel("Why?").FillAsync("Only one of the two articles was damaged.");
        await edit.GetByRole(AriaRole.Button, new() { Name = "Ask again with it" }).ClickAsync();
        await Expect(edit).ToHaveCountAsync(0);
        var second = Cards(page, charge).Filter(new() { HasText = "What the agent had proposed", Has = page.GetByRole(AriaRole.Button, new() { Name = "Approve" }) });
        await Expect(second).ToContainTextAsync("300.00 USD");
        await second.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        var approve = page.GetByRole(AriaRole.Dialog, new() { Name = "Approve this request" });
        await approve.GetByLabel("What did you check?").FillAsync("One article, one photo.");
        await approve.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();

        var done = await world.StateAsync(request, TimeSpan.FromSeconds(60), cancel, "executed");
        Assert.Equal((2, 30_000L), (done.Revision, done.Amount));
        var effects = (await system.PaymentEffectsAsync(cancel)).Where(effect => (string?)effect["subject"] == charge).ToList();
        Assert.Equal("30000", Assert.Single(effects)["amount"]!.ToString());
        await RehearsedAsync(request, charge, cancel);
        await Invariants.CheckAsync(system, cancel);
    }

    [Fact]
    public async Task A_question_is_answered_in_the_thread_and_a_claim_is_seen()
    {
        var cancel = TestContext.Current.CancellationToken;
        var world = system.World();
        var charge = world.Reference("ch_question");
        var page = await OpenAsync("U0BEN", "Ben Ruiz");
        var request = await BrowserRequests.RefundAsync(world, charge, cancel);

        var card = Cards(page, charge).First;
        await card.GetByRole(AriaRole.Button, new() { Name = "I am on it" }).ClickAsync();
        await Expect(card).ToContainTextAsync("Ben Ruiz (ben) is looking at this until");
        await card.GetByRole(AriaRole.Button, new() { Name = "Ask the agent" }).ClickAsync();
        var ask = page.GetByRole(AriaRole.Dialog, new() { Name = "Ask the agent" });
        await ask.GetByLabel("Your question").FillAsync("Which photo shows the damage?");
        await ask.GetByRole(AriaRole.Button, new() { Name = "Ask" }).ClickAsync();
        await Expect(ask).ToHaveCountAsync(0);
        var asked = Assert.Single((await world.Agent.GetAsync(request, TimeSpan.Zero, cancel)).Questions);
        await world.Agent.AnswerAsync(request, asked.Id, "Photo 2, taken at " + charge, cancel);

        await Expect(page.Locator("article.reply").Filter(new() { HasText = "Photo 2, taken at " + charge })).ToBeVisibleAsync();
        await Expect(card).ToContainTextAsync("Answer from the agent, not checked");
    }

    [Fact]
    public async Task Going_away_takes_effect_on_what_waits_and_the_home_tab_shows_the_queue()
    {
        var cancel = TestContext.Current.CancellationToken;
        var world = system.World();
        var charge = world.Reference("ch_away");
        await BrowserRequests.RefundAsync(world, charge, cancel);
        using var slack = new HttpClient { BaseAddress = system.Settings.Sandbox };

        await CommandAsync(slack, "U0BEN", "cover farah until " + TimeProvider.System.GetUtcNow().AddDays(2).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), cancel);
        try
        {
            var page = await OpenAsync("U0FARAH", "Farah Haddad");
            await Expect(Cards(page, charge).First).ToContainTextAsync("covers for ada, who is away");
            await page.GetByRole(AriaRole.Link, new() { Name = "Home" }).ClickAsync();
            await Expect(page.GetByText("Waiting for your decision")).ToBeVisibleAsync();
            await Expect(page.GetByText("Your coverage")).ToBeVisibleAsync();
        }
        finally
        {
            await CommandAsync(slack, "U0BEN", "back", cancel);
        }
    }

    private static ILocator Cards(IPage page, string charge) => page.GetByRole(AriaRole.Article).Filter(new() { HasText = charge });

    private static async Task CommandAsync(HttpClient slack, string user, string text, CancellationToken cancel)
    {
        using var answer = await slack.PostAsJsonAsync($"_sandbox/slack/users/{user}/command", new JsonObject { ["command"] = "/hitl", ["text"] = text }, cancel);
        answer.EnsureSuccessStatusCode();
    }

    private async Task RehearsedAsync(string request, string charge, CancellationToken cancel)
    {
        using var gateway = new HttpClient { BaseAddress = system.Settings.Gateway };
        gateway.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", system.Settings.ApiKey("gus"));
        using var answer = await gateway.PostAsync($"v1/ops/requests/{request}/rehearse", null, cancel);
        var rehearsal = (await answer.Content.ReadFromJsonAsync<JsonObject>(cancel))!;
        Assert.True((bool)rehearsal["isSame"]!, rehearsal.ToJsonString());
        Assert.Equal(0, (int)rehearsal["outboundCalls"]!);
        Assert.Single(await system.PaymentEffectsAsync(cancel), effect => (string?)effect["subject"] == charge);
    }

    private async Task<IPage> OpenAsync(string user, string name)
    {
        var page = await chromium.OpenAsync();
        await page.GotoAsync(system.Settings.Sandbox + "slack");
        await page.GetByLabel("Act as").SelectOptionAsync(user);
        await Expect(page.GetByText("You are " + name)).ToBeVisibleAsync();
        return page;
    }
}
