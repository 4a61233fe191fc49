using Microsoft.Playwright;

namespace Hitl.EndToEndTests.Browser;

/// <summary>The real browser; every visit gets a profile of its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    // Nothing but the pages under test is fetched, and no call leaves this machine.
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Arguments, Timeout = 120_000 });
        Assertions.SetDefaultExpectTimeout(30_000);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>An empty page of somebody who was never here.</summary>
    public async Task<IPage> OpenAsync(bool runsScript = true)
    {
        var profile = await _browser!.NewContextAsync(new() { JavaScriptEnabled = runsScript, ViewportSize = new() { Width = 1280, Height = 900 } });
        profile.SetDefaultTimeout(60_000);
        return await profile.NewPageAsync();
    }
}
