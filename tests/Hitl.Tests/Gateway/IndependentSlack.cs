using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Hitl.Slack.SocketMode;
using Hitl.Tests.Architecture;
using Hitl.Tests.Postgres;
using Hitl.Tests.Sandbox.Running;

namespace Hitl.Tests.Gateway;

/// <summary>A gateway whose Slack is somebody else's: the npm package local-slack-linux-x64, which shares no line with our sandbox.</summary>
public sealed class IndependentSlack(PostgresCluster cluster) : IAsyncLifetime
{
    private static readonly string Package = Path.Combine(RepositoryFiles.Root, "tests", "conformance", "slack");
    private static readonly string Binary = Path.Combine(Package, "node_modules", "local-slack-linux-x64", "bin", "local-slack");
    private readonly string _config = Path.Combine(Path.GetTempPath(), $"independent-slack-{Guid.NewGuid():N}.json");
    private readonly HttpClient _control = new();
    private Process? _process;

    /// <summary>Why there is none here; null when it runs.</summary>
    public string? Missing { get; private set; }

    internal GatewayWorld World { get; private set; } = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Binary)) await RunAsync("npm", "ci --silent --no-audit --no-fund");
        Missing = File.Exists(Binary) ? null : "npm, which brings the independent Slack, did not bring it here (it exists for Linux on x64 only).";
        if (Missing is not null) return;
        var port = FreePorts.Take();
        await File.WriteAllTextAsync(_config, Workspace().ToJsonString(), Cancel);
        _process = Process.Start(new ProcessStartInfo(Binary, $"--config {_config} --port {port} --base-host 127.0.0.1") { RedirectStandardOutput = true, RedirectStandardError = true });
        _control.BaseAddress = new($"http://127.0.0.1:{port}/");
        await Eventually.TrueAsync(AnswersAsync);
        World = new(cluster) { UsesSocketMode = true, OtherSlack = _control.BaseAddress };
        await World.InitializeAsync();
        await Eventually.True(() => World.Get<SocketModeHealth>() is { State: SocketModeState.Connected, Alarm: null });
    }

    public async ValueTask DisposeAsync()
    {
        if (World is not null) await World.DisposeAsync();
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
            _process.Dispose();
        }

        _control.Dispose();
        File.Delete(_config);
    }

    public async Task ActAsync(string what, JsonObject body)
    {
        using var answer = await _control.PostAsJsonAsync("_control/" + what, body, Cancel);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<string> LogAsync() => await _control.GetStringAsync("_control/log", Cancel);

    private static JsonObject Workspace() => new()
    {
        ["workspace"] = new JsonObject { ["name"] = "Elsewhere", ["domain"] = "elsewhere", ["teamId"] = GatewayWorld.Team },
        ["apps"] = new JsonArray(new JsonObject
        {
            ["appId"] = GatewayWorld.App, ["botUserId"] = "U0BOT", ["botName"] = "hitl", ["botToken"] = "xoxb-local-sandbox", ["appToken"] = "xapp-local-sandbox", ["mode"] = "socket",
        }),
        ["users"] = new JsonArray([.. new[] { "ADA", "BEN", "CHIDI" }.Select(name => (JsonNode)new JsonObject { ["id"] = "U0" + name, ["name"] = name.ToLowerInvariant() })]),
        ["channels"] = new JsonArray(new JsonObject { ["id"] = "C0GENERAL", ["name"] = "general", ["members"] = new JsonArray("U0ADA", "U0BEN", "U0BOT") }),
    };

    private static async Task RunAsync(string program, string arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Package, RedirectStandardOutput = true, RedirectStandardError = true });
            await process!.WaitForExitAsync(Cancel);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{program}: {missing.Message}");
        }
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            return (await _control.GetAsync("_control/state", Cancel)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
