using Hitl.EndToEndTests.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hitl.EndToEndTests.Browser;

/// <summary>What people do in the console, found by what they read.</summary>
internal static class ConsoleVisit
{
    /// <summary>Signs in with the local Slack, where people say who they are.</summary>
    public static async Task SignInAsync(this IPage page, ProcessSystem system, string name)
    {
        await page.GotoAsync(system.Settings.Gateway + "console");
        await page.Link("Sign in with Slack").ClickAsync();
        await page.Link(name).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Pending requests" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Banner)).ToContainTextAsync(name);
    }

    public static ILocator Region(this IPage page, string name) => page.GetByRole(AriaRole.Region, new() { Name = name });

    public static ILocator Link(this IPage page, string name) => page.GetByRole(AriaRole.Link, new() { Name = name });

    /// <summary>The link that opens a request, inside a part of the page.</summary>
    public static ILocator LinkTo(this ILocator part, string request) => part.Locator($"a[href='/console/requests/{request}']");

    /// <summary>The state next to the request's title.</summary>
    public static ILocator State(this IPage page) => page.Locator(".headline .badge");

    public static Task OpenRequestAsync(this IPage page, ProcessSystem system, string request) =>
        page.GotoAsync($"{system.Settings.Gateway}console/requests/{request}");

    /// <summary>Writes a reason and decides.</summary>
    public static async Task DecideAsync(this IPage page, string reason, string verdict)
    {
        var panel = page.Region("Your decision");
        await panel.Locator("textarea[name=reason]").FillAsync(reason);
        await panel.GetByRole(AriaRole.Button, new() { Name = verdict }).ClickAsync();
    }
}
