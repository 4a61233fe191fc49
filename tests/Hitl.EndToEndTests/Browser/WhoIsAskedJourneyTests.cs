using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Hitl.EndToEndTests.Processes;
using Hitl.EndToEndTests.Story;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hitl.EndToEndTests.Browser;

/// <summary>Who is asked, and when, in the browser with every process running: waiting longer, and presence that brings coverage forward.</summary>
[Collection(nameof(SystemCollection))]
public sealed class WhoIsAskedJourneyTests(ProcessSystem system, Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_stage_waits_longer_when_somebody_it_asks_says_so_on_the_card_or_in_the_console_and_no_oftener_than_the_catalog()
    {
        var cancel = TestContext.Current.CancellationToken;
        var world = system.World();
        var customer = world.Reference("cus_wait");
        var page = await OpenAsync("U0CHIDI", "Chidi Nakamura");
        var request = await BrowserRequests.ChangeAddressAsync(world, customer, cancel);
        var first = (await world.Agent.GetAsync(request, TimeSpan.Zero, cancel)).Stages[0].Deadline;

        var card = page.GetByRole(AriaRole.Article).Filter(new() { HasText = customer }).First;
        var longer = card.GetByRole(AriaRole.Button, new() { Name = "Wait 1 h longer" });
        await longer.ClickAsync();
        await Expect(card).ToContainTextAsync("before " + Time(first.AddHours(1)));
        var console = await chromium.OpenAsync();
        await console.SignInAsync(system, "Chidi Nakamura");
        await console.OpenRequestAsync(system, request);
        await console.GetByRole(AriaRole.Button, new() { Name = "Wait 60 minutes longer" }).ClickAsync();
        await Expect(console.GetByText("Extended 2 of 2 times")).ToBeVisibleAsync();
        await Expect(card).ToContainTextAsync("before " + Time(first.AddHours(2)));
        await Expect(longer).ToHaveCountAsync(0);

        Assert.Equal(first.AddHours(2), (await world.Agent.GetAsync(request, TimeSpan.Zero, cancel)).Stages[0].Deadline);
        await world.Agent.WithdrawAsync(request, "enough", cancel);
        await Invariants.CheckAsync(system, cancel);
    }

    [Fact]
    public async Task Whoever_is_away_in_slack_keeps_the_card_and_their_coverage_is_asked_at_once()
    {
        var cancel = TestContext.Current.CancellationToken;
        var world = system.World();
        var customer = world.Reference("cus_idle");
        using var slack = new HttpClient { BaseAddress = system.Settings.Sandbox };
        await PresenceAsync(slack, "away", cancel);
        try
        {
            var page = await OpenAsync("U0EMIL", "Emil Sato");
            var request = await BrowserRequests.ChangeEmailAsync(world, customer, cancel);

            // The catalog asks coverage after twenty minutes; presence is looked at every half minute.
            await Expect(page.GetByRole(AriaRole.Article).Filter(new() { HasText = customer }).First).ToContainTextAsync("covers for chidi", new() { Timeout = 90_000 });

            var asked = (await world.Agent.GetAsync(request, TimeSpan.Zero, cancel)).Stages[0].Asked.Select(one => one.Person);
            Assert.Equal(["chidi", "farah", "emil"], asked);
            await world.Agent.WithdrawAsync(request, "enough", cancel);
        }
        finally
        {
            await PresenceAsync(slack, "active", cancel);
        }
    }

    [Fact]
    public async Task A_status_that_says_vacationing_hands_what_waits_to_coverage_and_taking_it_off_ends_it()
    {
        var cancel = TestContext.Current.CancellationToken;
        var world = system.World();
        var customer = world.Reference("cus_status");
        var chidi = await OpenAsync("U0CHIDI", "Chidi Nakamura");
        var request = await BrowserRequests.ChangeEmailAsync(world, customer, cancel);
        await Expect(chidi.LiveCards(customer)).ToBeVisibleAsync();

        await chidi.Button("Status: vacationing").ClickAsync();
        try
        {
            var emil = await OpenAsync("U0EMIL", "Emil Sato");
            await Expect(emil.LiveCards(customer)).ToContainTextAsync("covers for chidi, who is away (by Slack status)");
            await Expect(await emil.CommandAsync("/hitl who chidi")).ToContainTextAsync("Chidi Nakamura is away until");
            await world.Agent.WithdrawAsync(request, "enough", cancel);
        }
        finally
        {
            await chidi.Button("Clear status").ClickAsync();
        }

        await world.UntilAsync("chidi to be back", async c => (await chidi.CommandAsync("/hitl who chidi")) is var told && (await told.TextContentAsync())!.Contains("Chidi Nakamura is there", StringComparison.Ordinal) ? told : null, TimeSpan.FromSeconds(30), cancel);
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", System.Globalization.CultureInfo.InvariantCulture);

    // Everybody the stage waits for: one who is there would be enough to wait.
    private static async Task PresenceAsync(HttpClient slack, string presence, CancellationToken cancel)
    {
        foreach (var user in new[] { "U0CHIDI", "U0FARAH" })
            (await slack.PutAsJsonAsync($"_sandbox/slack/users/{user}", new JsonObject { ["presence"] = presence }, cancel)).EnsureSuccessStatusCode();
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
