using Hitl.EndToEndTests.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hitl.EndToEndTests.Browser;

/// <summary>What people do in the local Slack, found by what they read.</summary>
internal static class SlackVisit
{
    /// <summary>Opens the app's conversation as somebody, without a dialog that an earlier visit left open.</summary>
    public static async Task<IPage> OpenSlackAsync(this Chromium chromium, ProcessSystem system, string user, string name)
    {
        var page = await chromium.OpenAsync();
        await page.GotoAsync(system.Settings.Sandbox + "slack");
        await page.GetByLabel("Act as").SelectOptionAsync(user);
        await Expect(page.GetByText("You are " + name)).ToBeVisibleAsync();
        if (await page.GetByRole(AriaRole.Dialog).CountAsync() > 0) await page.GetByRole(AriaRole.Dialog).GetByLabel("Close", new() { Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        return page;
    }

    /// <summary>Messages that name something only this test uses.</summary>
    public static ILocator Cards(this IPage page, string mark) => page.GetByRole(AriaRole.Article).Filter(new() { HasText = mark });

    /// <summary>Those of them that can be decided now.</summary>
    public static ILocator LiveCards(this IPage page, string mark) => page.Cards(mark).Filter(new() { Has = page.Button("Approve") });

    public static ILocator Modal(this IPage page, string name) => page.GetByRole(AriaRole.Dialog, new() { Name = name });

    /// <summary>Presses a button that opens a dialog, and once more whenever Slack's three seconds for it were over.</summary>
    public static async Task<ILocator> PressAsync(this IPage page, ILocator button, string dialog)
    {
        var (modal, told) = (page.Modal(dialog), page.GetByText("could not be opened"));
        var earlier = await told.CountAsync();
        for (var press = 0; press < 4; press++)
        {
            await button.ClickAsync();
            await modal.Or(told.Nth(earlier + press)).First.WaitForAsync();
            if (await modal.IsVisibleAsync()) break;
        }

        return modal;
    }

    public static ILocator Button(this IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name });

    public static ILocator Button(this ILocator part, string name) => part.GetByRole(AriaRole.Button, new() { Name = name });

    /// <summary>Types a command; the result is the answer that only this person sees.</summary>
    public static async Task<ILocator> CommandAsync(this IPage page, string command)
    {
        var answers = page.Locator("article.ephemeral");
        var before = await answers.CountAsync();
        for (var left = 3; left >= 0 && await answers.CountAsync() == before; left--)
        {
            await page.GetByLabel("Message or /command").FillAsync(command);
            await page.Button("Send").ClickAsync();
            try
            {
                await answers.Nth(before).WaitForAsync(new() { Timeout = 10_000 });
            }
            catch (TimeoutException) when (left > 0)
            {
                // Slack says that the app did not respond within three seconds; a person sends it again.
            }
        }

        return answers.Last;
    }
}
