using System.Net.Http.Json;
using Hitl.Cli;
using Hitl.Escalations.Stages;
using Hitl.Tests.Gateway;
using Hitl.Tests.Workflows.Live;

namespace Hitl.Tests.Cli;

[Collection(GatewayCollection.Name)]
public sealed class CommandLineTests(GatewayWorld world)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(CommandLineCases.Refused), MemberType = typeof(CommandLineCases))]
    public async Task Bad_input_gets_its_exit_code_and_one_clear_line(string name, string[] arguments, int exit, string says)
    {
        var (code, _, error) = await RunAsync("hana", arguments);

        Assert.True(code == exit, $"{name}: exit {code}, error: {error}");
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.DoesNotContain("hk_secret", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CL02_A_gateway_that_is_down_is_named_with_its_address()
    {
        var error = new StringWriter();
        var settings = new CliSettings(new("http://127.0.0.1:9/"), "hk_x", null);

        var code = await HitlCommandLine.RunAsync(["ops", "list"], new StringWriter(), error, settings, Cancel);

        Assert.Equal(CliExit.Unavailable, code);
        Assert.Contains("http://127.0.0.1:9/", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void CL04_A_settings_file_that_others_can_read_is_not_used()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, """{ "address": "http://127.0.0.1:1", "token": "hk_x" }""");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        var settings = CliSettings.FromEnvironment(name => name == "HITL_CONFIG" ? path : null);

        File.Delete(path);
        Assert.StartsWith("config.permissions", settings.Problem, StringComparison.Ordinal);
        Assert.Null(settings.Token);
    }

    [Fact]
    public async Task CL04_An_unusable_configuration_exits_with_78()
    {
        var error = new StringWriter();

        var code = await HitlCommandLine.RunAsync(["ops", "list"], new StringWriter(), error, new(new("http://127.0.0.1:9/"), null, "config.permissions: …"), Cancel);

        Assert.Equal(CliExit.BadConfiguration, code);
    }

    [Fact]
    public void CL05_Escape_codes_are_shown_and_not_obeyed()
    {
        var plain = Terminal.Plain("\u001b[2Jall clear\u202Eneerg\nnext");

        Assert.Equal("<U+001B>[2Jall clear<U+202E>neerg next", plain);
    }

    [Fact]
    public async Task The_catalog_prints_as_one_list()
    {
        var (code, output, _) = await RunAsync("hana", ["catalog", "show"]);

        Assert.Equal(CliExit.Ok, code);
        Assert.Contains("ACTION", output, StringComparison.Ordinal);
        Assert.Contains("refund", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invalid_catalog_is_refused_with_file_line_and_column()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.yaml");
        await File.WriteAllTextAsync(path, "catalog: broken\naprovers: 1\n", Cancel);

        var (code, _, error) = await RunAsync("hana", ["catalog", "check", path]);

        File.Delete(path);
        Assert.Equal(CliExit.BadInput, code);
        Assert.Contains(".yaml:2:1: catalog.unknown_key", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--http", false)]
    [InlineData("--socket", true)]
    public async Task A_manifest_keeps_within_Slacks_limits_and_serves_one_transport_only(string transport, bool isSocketMode)
    {
        var (code, output, _) = await RunAsync("hana", ["slack", "manifest", transport, "--url", "https://approve.example.org"]);

        var manifest = System.Text.Json.Nodes.JsonNode.Parse(output)!;
        Assert.Equal(0, code);
        Assert.True(manifest["display_information"]!["name"]!.ToString().Length <= 35);
        Assert.True(manifest["display_information"]!["description"]!.ToString().Length <= 140);
        Assert.True(manifest["features"]!["bot_user"]!["display_name"]!.ToString().Length <= 80);
        var command = Assert.Single(manifest["features"]!["slash_commands"]!.AsArray())!;
        Assert.True(command["command"]!.ToString() is { Length: <= 32 } name && name.StartsWith('/'));
        Assert.True(command["usage_hint"]!.ToString().Length <= 1000 && command["description"]!.ToString().Length <= 2000);
        Assert.Equal(isSocketMode, manifest["settings"]!["socket_mode_enabled"]!.GetValue<bool>());
        Assert.Equal(!isSocketMode, output.Contains("approve.example.org/slack/", StringComparison.Ordinal));
        Assert.Contains("app_home_opened", output, StringComparison.Ordinal);
        foreach (var scope in new[] { "chat:write", "commands", "im:write", "im:history", "users:read" }) Assert.Contains($"\"{scope}\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Coverage_is_proven_or_its_gaps_are_listed_with_exit_code_2()
    {
        var (code, output, _) = await RunAsync("hana", ["coverage", "prove", "--days", "30", "--all"]);

        Assert.Equal(0, code);
        Assert.Contains("Coverage is proven until", output, StringComparison.Ordinal);
        Assert.Contains("soloists", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_finds_an_approver_whose_slack_account_is_gone()
    {
        using var slack = new HttpClient { BaseAddress = world.SandboxAddress };
        var whole = await RunAsync("hana", ["doctor", "slack"]);
        await slack.PutAsJsonAsync("_sandbox/slack/users/U0BEN", new { deleted = true }, Cancel);
        var (code, output, _) = await RunAsync("hana", ["doctor", "slack"]);
        await slack.PutAsJsonAsync("_sandbox/slack/users/U0BEN", new { deleted = false }, Cancel);
        // The world is shared: nobody may find him away after this.
        await LiveSystem.UntilAsync(() => world.Get<IAbsenceStore>().ListAsync(Cancel), noted => noted.All(note => note.Source != "slack"));

        Assert.Equal((0, 2), (whole.Code, code));
        Assert.Contains("U0BEN is deactivated in Slack", output, StringComparison.Ordinal);
        Assert.Contains("Reached as U0ADA", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_Slack_manifest_carries_the_address_given()
    {
        var (code, output, _) = await RunAsync("hana", ["slack", "manifest", "--url", "https://approve.example.org"]);

        Assert.Equal(CliExit.Ok, code);
        Assert.Contains("https://approve.example.org/slack/interactions", output, StringComparison.Ordinal);
        Assert.DoesNotContain("hitl.example.com", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engineer_asks_as_the_agent_would_and_the_same_key_is_the_same_request()
    {
        string[] ask = ["requests", "ask", "refund", "--customer", "cus_cli_ask", "--segment", "retail", "--channel", "chat", "--amount", "420", "--currency", "USD",
            "--parameter", "charge=ch_cli_1", "--idempotency-key", "cli-ask-1"];

        var (code, output, problem) = await RunAsync("support-bot", ask);
        var (_, again, _) = await RunAsync("support-bot", ask);
        var (refused, _, error) = await RunAsync("hana", ask);

        Assert.True(code == CliExit.Ok, problem);
        Assert.Contains("\"charge\":\"ch_cli_1\"", output, StringComparison.Ordinal);
        Assert.Equal(output[..30], again[..30]);
        Assert.NotEqual(CliExit.Ok, refused);
        Assert.Contains("auth.role", error, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(string person, string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await HitlCommandLine.RunAsync(arguments, output, error, new(world.Address, world.Key(person), null), Cancel);
        return (code, output.ToString(), error.ToString());
    }
}
