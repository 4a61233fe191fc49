using Hitl.EndToEndTests.Processes;
using Hitl.EndToEndTests.Story;
using Hitl.Local.Story.Lines;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hitl.EndToEndTests.Browser;

[Collection(nameof(SystemCollection))]
public sealed class ConsoleListTests(ProcessSystem system, Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Ops_replay_what_is_parked_and_nobody_else_is_offered_it()
    {
        var cancel = TestContext.Current.CancellationToken;
        var world = system.World();
        var line = new ParkedAndReplayed(world);
        await line.Steps[0].Act(cancel);
        await NoReplayForAsync("Ben Ruiz", line.Request!);
        var page = await chromium.OpenAsync();
        await page.SignInAsync(system, "Gus Lind");

        await page.Link("Waiting for ops").ClickAsync();
        var parked = page.GetByRole(AriaRole.Article).Filter(new() { HasText = line.Request! });
        await Expect(parked).ToContainTextAsync("refund-payment");
        await world.Targets.HealAsync("payments", world.Reference("ch_down"), cancel);
        await parked.GetByLabel("Reason").FillAsync("The payment target answers again.");
        await parked.GetByRole(AriaRole.Button, new() { Name = "Replay" }).ClickAsync();

        await Expect(page).ToHaveURLAsync($"{system.Settings.Gateway}console/requests/{line.Request}");
        await world.StateAsync(line.Request!, TimeSpan.FromSeconds(60), cancel, "executed");
        await page.ReloadAsync();
        await Expect(page.State()).ToHaveTextAsync("executed");
        await Expect(page.Region("Timeline")).ToContainTextAsync("The payment target answers again.");
        Assert.Single(await world.Targets.EffectsAsync("payments", world.Reference("ch_down"), cancel));
        await Invariants.CheckAsync(system, cancel);
    }

    [Fact]
    public async Task What_failed_is_listed_and_its_timeline_tells_how()
    {
        var cancel = TestContext.Current.CancellationToken;
        var line = new CompensatedSaga(system.World());
        foreach (var step in line.Steps) await step.Act(cancel);
        var page = await chromium.OpenAsync();
        await page.SignInAsync(system, "Ben Ruiz");

        await page.Link("Failed").ClickAsync();
        await page.GetByRole(AriaRole.Table).LinkTo(line.Request!).ClickAsync();

        await Expect(page.State()).ToHaveTextAsync("compensated");
        var rows = page.Region("Timeline").GetByRole(AriaRole.Listitem);
        await Expect(rows.First).ToContainTextAsync("support-bot");
        await Expect(rows.Filter(new() { HasText = "through slack" })).ToHaveCountAsync(2);
        await Expect(rows.Last).ToContainTextAsync("Undone again: restore-points was refused");
    }

    private async Task NoReplayForAsync(string name, string request)
    {
        var page = await chromium.OpenAsync();
        await page.SignInAsync(system, name);
        await Expect(page.Link("Waiting for ops")).ToHaveCountAsync(0);

        await page.OpenRequestAsync(system, request);
        await Expect(page.Region("Waits for ops")).ToBeVisibleAsync();
        await Expect(page.Link("Replay or abandon")).ToHaveCountAsync(0);
        var answer = await page.GotoAsync(system.Settings.Gateway + "console/ops");

        Assert.Equal(403, answer!.Status);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Replay" })).ToHaveCountAsync(0);
    }
}
