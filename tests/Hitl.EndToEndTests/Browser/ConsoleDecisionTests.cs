using Hitl.EndToEndTests.Processes;
using Hitl.EndToEndTests.Story;
using Hitl.Local.Story;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hitl.EndToEndTests.Browser;

[Collection(nameof(SystemCollection))]
public sealed class ConsoleDecisionTests(ProcessSystem system, Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_approver_reads_and_decides_in_the_console_while_slack_is_down(bool runsScript)
    {
        var cancel = TestContext.Current.CancellationToken;
        var world = system.World();
        var charge = world.Reference("ch_console");
        var page = await chromium.OpenAsync(runsScript);
        await page.SignInAsync(system, "Ben Ruiz");
        await using var outage = await SlackOutage.BeginAsync(system, cancel);
        var request = await BrowserRequests.RefundAsync(world, charge, cancel);
        var notMine = await BrowserRequests.ChangeEmailAsync(world, world.Reference("cus_not_mine"), cancel);

        await FindAsync(page, request, notMine);
        await ReadAsync(page, charge);
        await page.DecideAsync("I compared the photos with the order.", "Approve");

        await Expect(page.Region("Stage first-line")).ToContainTextAsync("approved: I compared the photos with the order.");
        await ExecutedAsync(page, world, request, 1, cancel);
        Assert.Single(await world.Targets.EffectsAsync("payments", charge, cancel));
        Assert.Null(await world.Slack.OpenCardAsync("U0BEN", request, cancel));
        await Invariants.CheckAsync(system, cancel);
    }

    [Fact]
    public async Task A_high_risk_change_is_approved_in_the_console_by_two_people_each_with_a_reason()
    {
        var cancel = TestContext.Current.CancellationToken;
        var world = system.World();
        var customer = world.Reference("cus_console");
        var page = await chromium.OpenAsync();
        await page.SignInAsync(system, "Chidi Nakamura");
        var second = await chromium.OpenAsync();
        await second.SignInAsync(system, "Farah Haddad");
        await using var outage = await SlackOutage.BeginAsync(system, cancel);
        var request = await BrowserRequests.ChangeEmailAsync(world, customer, cancel);
        await page.ReloadAsync();
        await Expect(page.Region("Waiting for you").GetByRole(AriaRole.Row).Filter(new() { Has = page.Locator($"a[href$='{request}']") })).ToContainTextAsync("high risk");

        await page.OpenRequestAsync(system, request);
        await page.DecideAsync(" ", "Approve");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Say in a few words what you checked");
        Assert.Equal("deciding", await world.Database.StateAsync(request, cancel));
        await page.DecideAsync("I called the customer back on the number we have.", "Approve");
        Assert.Equal("deciding", await world.Database.StateAsync(request, cancel));
        await second.OpenRequestAsync(system, request);
        await second.DecideAsync("The new address was confirmed in writing.", "Approve");

        await ExecutedAsync(second, world, request, 2, cancel);
        Assert.Single(await world.Targets.EffectsAsync("accounts", customer, cancel));
    }

    [Fact]
    public async Task On_a_phone_people_read_what_will_run_before_they_reach_the_decision()
    {
        var cancel = TestContext.Current.CancellationToken;
        var world = system.World();
        var page = await chromium.OpenAsync();
        await page.SetViewportSizeAsync(390, 844);
        await page.SignInAsync(system, "Ben Ruiz");
        var request = await BrowserRequests.RefundAsync(world, world.Reference("ch_phone"), cancel);

        await page.OpenRequestAsync(system, request);
        var runs = await page.Region("What will run").BoundingBoxAsync();
        var words = await page.Region("Text from the agent — not checked").BoundingBoxAsync();
        var decision = await page.Region("Your decision").BoundingBoxAsync();

        Assert.True(runs!.Y < words!.Y && words.Y < decision!.Y, $"{runs.Y} {words.Y} {decision!.Y}");
        Assert.Equal(390, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    private static async Task FindAsync(IPage page, string request, string notMine)
    {
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Region).First).ToContainTextAsync("Waiting for you");
        await Expect(page.Region("Everything else that is open").LinkTo(notMine)).ToBeVisibleAsync();
        await page.Region("Waiting for you").LinkTo(request).ClickAsync();
        await Expect(page.State()).ToHaveTextAsync("deciding");
    }

    private static async Task ReadAsync(IPage page, string charge)
    {
        var runs = page.Region("What will run");
        await Expect(runs).ToContainTextAsync("420.00 USD");
        await Expect(runs.GetByRole(AriaRole.Listitem)).ToContainTextAsync(["refund-payment"]);
        await Expect(runs.GetByRole(AriaRole.Listitem)).ToContainTextAsync([charge]);
        await Expect(page.Region("Why")).ToContainTextAsync("refunds-with-consent");
        var words = page.Region("Text from the agent — not checked");
        await Expect(words).ToContainTextAsync(BrowserRequests.Markup);
        await Expect(words).ToHaveCSSAsync("border-top-style", "dashed");
        await Expect(words.Locator("a, script, strong, img")).ToHaveCountAsync(0);
        await Expect(page.Locator("script")).ToHaveCountAsync(0);
        await Expect(page).ToHaveTitleAsync("Refund a payment · HitlWorkflows");
    }

    private static async Task ExecutedAsync(IPage page, StoryWorld world, string request, int decisions, CancellationToken cancel)
    {
        var done = await world.StateAsync(request, Soon, cancel, "executed");
        await page.ReloadAsync();

        await Expect(page.State()).ToHaveTextAsync("executed");
        Assert.Equal(Enumerable.Repeat("console", decisions), done.Decisions.Select(decision => decision.Door));
        Assert.Equal(decisions, await world.Database.EntriesAsync(request, "decision.recorded", cancel));
    }
}
