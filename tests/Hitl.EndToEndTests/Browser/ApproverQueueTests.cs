using Hitl.Client.Requests;
using Hitl.EndToEndTests.Processes;
using Hitl.EndToEndTests.Story;
using Hitl.Local.Story;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hitl.EndToEndTests.Browser;

/// <summary>An approver with more than ten requests, and the Home tab, in the browser with every process running.</summary>
[Collection(nameof(SocketCollection))]
public sealed class ApproverQueueTests(SocketSystem system, Chromium chromium) : IClassFixture<Chromium>
{
    private const int Asked = 12;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Beyond_ten_cards_a_digest_waits_one_click_brings_the_next_card_and_several_are_decided_together()
    {
        var cancel = TestContext.Current.CancellationToken;
        var world = system.World();
        var page = await chromium.OpenSlackAsync(system, "U0EMIL", "Emil Sato");
        var mark = world.Reference("ch_late");
        var live = page.LiveCards(mark);
        var requests = await AskAsync(world, live, cancel);

        var digest = page.GetByRole(AriaRole.Article).Filter(new() { HasText = "for your decision" }).Filter(new() { HasText = "You have as many open cards as fit" }).Last;
        await Expect(digest).ToContainTextAsync(world.Reference("cus"));
        await Expect(live).ToHaveCountAsync(10);
        await Expect(digest).ToContainTextAsync("2 more requests wait");
        await Expect(await page.CommandAsync("/hitl")).ToContainTextAsync("Waiting for your decision:");
        await live.First.Button("Approve").ClickAsync();
        await Expect(page.Cards(mark).Filter(new() { HasText = "executed" })).ToHaveCountAsync(1);
        await Expect(live).ToHaveCountAsync(10);
        await Expect(digest).ToContainTextAsync("1 more request waits");

        await page.Link("Home").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("Decide 10 × Give back a late fee together") }).ClickAsync();
        var together = page.Modal("Decide together");
        var boxes = together.GetByRole(AriaRole.Checkbox);
        await Expect(boxes).ToHaveCountAsync(10);
        for (var i = 0; i < 3; i++) await boxes.Nth(i).CheckAsync();
        await together.GetByLabel("Approve").CheckAsync();
        await together.GetByLabel("What did you check, or why not?").FillAsync("Three fees of one wrong reminder.");
        await together.Button("Decide").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync(new System.Text.RegularExpressions.Regex("Decided together.*: recorded.*: recorded.*: recorded", System.Text.RegularExpressions.RegexOptions.Singleline));

        var ended = await EndAsync(world, requests, cancel);
        Assert.Equal(4, ended.Count(request => request.State == "executed"));
        Assert.All(ended.Where(request => request.State == "executed"), request => Assert.Equal("emil", Assert.Single(request.Decisions).Person));
        Assert.Equal(3, ended.Count(request => request.Decisions.Any(decision => decision.Reason == "Three fees of one wrong reminder.")));
        await page.Modal("Decided together").GetByLabel("Close", new() { Exact = true }).ClickAsync();
        // The tab was opened before three of them were decided from it, and shows them all the same.
        foreach (var request in ended.Where(request => request.State == "executed")) await Expect(page.GetByText("approved " + request.Id)).ToBeVisibleAsync();
        await Invariants.CheckAsync(system, cancel);
    }

    // All in a row, as an agent in a hurry does: several workers claim their cards in the same moment, and still no eleventh is open.
    private async Task<List<string>> AskAsync(StoryWorld world, ILocator live, CancellationToken cancel)
    {
        var agent = system.Client("billing-bot");
        var requests = new List<string>();
        for (var i = 0; i < Asked; i++)
        {
            var body = new SubmitBody
            {
                Action = "waive-late-fee", Customer = new($"{world.Reference("cus")}-{i}", "retail"), Channel = "chat", Amount = 20_00 + i, Currency = "USD",
                Parameters = new() { ["charge"] = $"{world.Reference("ch_late")}-{i}" }, Rationale = "The reminder went to an old address.",
            };
            requests.Add((await agent.SubmitAsync(body, $"{world.Reference("late")}-{i}", cancel)).Request.Id);
        }

        await Expect(live).ToHaveCountAsync(10);
        return requests;
    }

    private async Task<List<RequestView>> EndAsync(StoryWorld world, List<string> requests, CancellationToken cancel)
    {
        var agent = system.Client("billing-bot");
        var ended = new List<RequestView>();
        foreach (var request in requests)
        {
            if ((await agent.GetAsync(request, cancel: cancel)) is { Decisions.Count: 0 }) await agent.WithdrawAsync(request, "enough", cancel);
            ended.Add(await world.UntilAsync($"{request} to end", async c => await agent.GetAsync(request, TimeSpan.FromSeconds(1), c) is { IsFinal: true } final ? final : null, Soon, cancel));
        }

        return ended;
    }
}
