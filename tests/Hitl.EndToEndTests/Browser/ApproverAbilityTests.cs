using Hitl.EndToEndTests.Processes;
using Hitl.EndToEndTests.Story;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hitl.EndToEndTests.Browser;

/// <summary>What else an approver can do in the local Slack, in the browser, with every process running; and that everybody can use the page.</summary>
[Collection(nameof(SystemCollection))]
public sealed class ApproverAbilityTests(ProcessSystem system, Chromium chromium) : IClassFixture<Chromium>
{
    private const string Picture = "deploy/docs/local-slack.png";
    private const int MostPictureBytes = 300_000;

    [Fact]
    public async Task A_denial_takes_one_of_the_catalogs_reasons_and_the_agent_gets_it()
    {
        var cancel = TestContext.Current.CancellationToken;
        var world = system.World();
        var charge = world.Reference("ch_denied");
        var page = await OpenAsync("U0BEN", "Ben Ruiz");
        var request = await BrowserRequests.RefundAsync(world, charge, cancel);

        await Cards(page, charge).First.GetByRole(AriaRole.Button, new() { Name = "Deny" }).ClickAsync();
        var modal = page.GetByRole(AriaRole.Dialog, new() { Name = "Deny this request" });
        await modal.GetByLabel("Why?").SelectOptionAsync(new SelectOptionValue { Label = "It was refunded before" });
        await modal.GetByRole(AriaRole.Button, new() { Name = "Deny" }).ClickAsync();

        await Expect(modal).ToHaveCountAsync(0);
        var decision = Assert.Single((await world.StateAsync(request, TimeSpan.FromSeconds(60), cancel, "denied")).Decisions);
        Assert.Equal(("refunded-before", "It was refunded before"), (decision.ReasonCode, decision.Reason));
    }

    [Fact]
    public async Task A_denial_in_words_of_ones_own_reaches_the_agent_word_for_word_and_stays_words_on_the_card()
    {
        const string Words = "The photos show another parcel. <https://evil.example|open> *really*";
        var cancel = TestContext.Current.CancellationToken;
        var world = system.World();
        var charge = world.Reference("ch_words");
        var page = await chromium.OpenSlackAsync(system, "U0BEN", "Ben Ruiz");
        var request = await BrowserRequests.RefundAsync(world, charge, cancel);

        var modal = await page.PressAsync(page.LiveCards(charge).Button("Deny"), "Deny this request");
        await modal.Button("Deny").ClickAsync();
        await Expect(modal).ToContainTextAsync("Say why you deny this");
        Assert.Empty((await world.Agent.GetAsync(request, cancel: cancel)).Decisions);
        await modal.GetByLabel("In your own words").FillAsync(Words);
        await modal.Button("Deny").ClickAsync();

        await Expect(modal).ToHaveCountAsync(0);
        await Expect(page.Cards(charge)).ToContainTextAsync(Words);
        await Expect(page.Cards(charge).Locator("a")).ToHaveCountAsync(0);
        await Expect(page.Cards(charge).Locator("b, strong").Filter(new() { HasText = "really" })).ToHaveCountAsync(0);
        var decision = Assert.Single((await world.StateAsync(request, TimeSpan.FromSeconds(60), cancel, "denied")).Decisions);
        Assert.Equal(("deny", "slack", null, Words), (decision.Verdict, decision.Door, decision.ReasonCode, decision.Reason));
        Assert.Empty(await world.Targets.EffectsAsync("payments", charge, cancel));
    }

    [Fact]
    public async Task Reading_in_full_flagging_and_handing_over()
    {
        var cancel = TestContext.Current.CancellationToken;
        var world = system.World();
        var charge = world.Reference("ch_handed");
        var page = await OpenAsync("U0BEN", "Ben Ruiz");
        var request = await BrowserRequests.RefundAsync(world, charge, cancel);
        var card = Cards(page, charge).First;

        await card.GetByRole(AriaRole.Button, new() { Name = "Read in full" }).ClickAsync();
        var full = page.GetByRole(AriaRole.Dialog, new() { Name = "Everything that runs" });
        await Expect(full).ToContainTextAsync("refund at payments");
        await full.GetByRole(AriaRole.Button, new() { Name = "Back" }).ClickAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "Bad suggestion" }).ClickAsync();
        await Expect(card).ToContainTextAsync("Flagged as a bad suggestion");
        await card.GetByRole(AriaRole.Button, new() { Name = "Hand over" }).ClickAsync();
        var hand = page.GetByRole(AriaRole.Dialog, new() { Name = "Hand over" });
        await hand.GetByLabel("To whom?").SelectOptionAsync(new SelectOptionValue { Label = "Farah Haddad" });
        await hand.GetByRole(AriaRole.Button, new() { Name = "Hand over" }).ClickAsync();
        await Expect(hand).ToHaveCountAsync(0);

        var other = await OpenAsync("U0FARAH", "Farah Haddad");
        await Cards(other, charge).First.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        var approve = other.GetByRole(AriaRole.Dialog, new() { Name = "Approve this request" });
        await approve.GetByLabel("What did you check?").FillAsync("Ben told me about it.");
        await approve.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        var done = await world.StateAsync(request, TimeSpan.FromSeconds(60), cancel, "executed");
        Assert.Equal("farah", Assert.Single(done.Decisions).Person);
    }

    [Fact]
    public async Task A_command_finds_a_request_and_the_home_tab_offers_to_decide_several_together()
    {
        var cancel = TestContext.Current.CancellationToken;
        var world = system.World();
        var charges = new[] { world.Reference("ch_one"), world.Reference("ch_two") };
        var page = await OpenAsync("U0BEN", "Ben Ruiz");
        var requests = new List<string>();
        foreach (var charge in charges) requests.Add(await BrowserRequests.RefundAsync(world, charge, cancel));
        await Expect(Cards(page, charges[1]).First).ToBeVisibleAsync();

        await page.GetByLabel("Message or /command").FillAsync("/hitl find " + requests[0]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(page.Locator("article.ephemeral").Filter(new() { HasText = requests[0] })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Home" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new(".*Refund a payment together") })).ToBeVisibleAsync();
        foreach (var request in requests) await world.Agent.WithdrawAsync(request, "enough", cancel);
    }

    [Fact]
    public async Task Presence_and_deactivation_are_switches_and_the_inspector_shows_what_was_sent()
    {
        var page = await OpenAsync("U0HANA", null);

        await page.GetByRole(AriaRole.Button, new() { Name = "Go away" }).ClickAsync();
        await Expect(page.GetByText(", away")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Deactivate" }).ClickAsync();
        await Expect(page.GetByText(", deactivated")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Reactivate" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Come back" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Go away" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Inspector" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("chat.postMessage");
    }

    [Fact]
    public async Task Every_control_of_the_local_slack_has_a_role_and_a_name_and_a_stranger_sees_what_to_do()
    {
        var cancel = TestContext.Current.CancellationToken;
        var world = system.World();
        var charge = world.Reference("ch_seen");
        var page = await chromium.OpenSlackAsync(system, "U0BEN", "Ben Ruiz");
        var request = await BrowserRequests.RefundAsync(world, charge, cancel);
        await Expect(page.LiveCards(charge)).ToBeVisibleAsync();
        // High enough for a whole card: the picture shows what would run and what can be done about it.
        await page.SetViewportSizeAsync(1140, 1740);
        await page.LiveCards(charge).ScrollIntoViewIfNeededAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        var nameless = await page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('button, input:not([type=hidden]), select, textarea, a')]
              .filter(e => !e.closest('[aria-hidden=true]') && e.getAttribute('aria-hidden') !== 'true')
              .filter(e => !((e.labels && e.labels.length) || e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || e.textContent.trim()))
              .map(e => e.outerHTML.slice(0, 120))
            """);
        var tree = await page.Locator("body").AriaSnapshotAsync();

        Assert.Empty(nameless);
        foreach (var role in new[] { "main", "navigation \"Conversations\"", "combobox \"Act as\"", "article \"Message from", "button \"Approve\"", "button \"Deny\"", "button \"Read in full\"", "textbox \"Message or /command\"" })
            Assert.Contains(role, tree, StringComparison.Ordinal);
        var picture = await page.ScreenshotAsync(new() { Type = ScreenshotType.Png });
        Assert.InRange(picture.Length, 10_000, MostPictureBytes * 2);
        if (Environment.GetEnvironmentVariable("HITL_WRITE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(RepositoryRoot.Path, Picture))!);
            await File.WriteAllBytesAsync(Path.Combine(RepositoryRoot.Path, Picture), picture, cancel);
        }

        Assert.InRange(new FileInfo(Path.Combine(RepositoryRoot.Path, Picture)).Length, 10_000, MostPictureBytes);
        await world.Agent.WithdrawAsync(request, "enough", cancel);
    }

    private static ILocator Cards(IPage page, string charge) => page.GetByRole(AriaRole.Article).Filter(new() { HasText = charge });

    private async Task<IPage> OpenAsync(string user, string? name)
    {
        var page = await chromium.OpenAsync();
        await page.GotoAsync(system.Settings.Sandbox + "slack");
        await page.GetByLabel("Act as").SelectOptionAsync(user);
        await Expect(name is null ? page.GetByText("You are") : page.GetByText("You are " + name)).ToBeVisibleAsync();
        return page;
    }
}
