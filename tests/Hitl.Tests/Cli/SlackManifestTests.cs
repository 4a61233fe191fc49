using System.Text.Json.Nodes;
using Hitl.Cli;

namespace Hitl.Tests.Cli;

public sealed class SlackManifestTests
{
    public static TheoryData<string, string, string> Broken() => new()
    {
        { "display_information.name", "\"" + new string('n', 36) + "\"", "display_information.name must be" },
        { "display_information.description", "\"" + new string('d', 141) + "\"", "display_information.description must be" },
        { "display_information.long_description", "\"short\"", "display_information.long_description must be" },
        { "display_information.nickname", "\"x\"", "is not a member Slack knows" },
        { "features.bot_user.display_name", "\"" + new string('b', 81) + "\"", "features.bot_user.display_name must be" },
        { "features.slash_commands", """[{"command":"hitl","description":"d","url":"https://a.example"}]""", "must begin with a slash" },
        { "features.slash_commands", """[{"command":"/hitl","description":"d","url":"http://a.example"}]""", "must be an https address" },
        { "features.slash_commands", "[" + string.Join(",", Enumerable.Repeat("""{"command":"/a","description":"d","url":"https://a.example"}""", 51)) + "]", "at most 50" },
        { "oauth_config.redirect_urls", """["http://a.example"]""", "must be https addresses" },
        { "settings.event_subscriptions.bot_events", "[" + string.Join(",", Enumerable.Repeat("\"message.im\"", 101)) + "]", "at most 100" },
        { "settings.event_subscriptions.request_url", "\"https://a.example/" + new string('p', 3_500) + "\"", "request_url must be" },
        { "settings.interactivity.is_enabled", "\"yes\"", "must be true or false" },
        { "settings.socket_mode_enabled", "1", "must be true or false" },
        { "settings.colour", "1", "is not a member Slack knows" },
    };

    [Theory]
    [InlineData("http")]
    [InlineData("socket")]
    public void Both_manifests_are_what_slacks_schema_asks_for(string transport) => Assert.Empty(SlackManifest.Check(Read(transport)));

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_slack_would_refuse_is_found(string path, string value, string told)
    {
        var manifest = Read("http");
        var parts = path.Split('.');
        var parent = parts[..^1].Aggregate((JsonNode)manifest, (node, name) => node[name]!);
        parent[parts[^1]] = JsonNode.Parse(value);

        Assert.Contains(SlackManifest.Check(manifest), problem => problem.Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public void Signed_http_without_addresses_is_refused()
    {
        var manifest = Read("http");
        manifest["settings"]!["interactivity"]!.AsObject().Remove("request_url");

        Assert.Contains("settings.interactivity.request_url is required for signed HTTP.", SlackManifest.Check(manifest));
    }

    [Fact]
    public void The_scopes_are_those_the_doctor_looks_for()
    {
        var bot = Read("http")["oauth_config"]!["scopes"]!["bot"]!.AsArray().Select(scope => scope!.ToString());

        Assert.Superset(new HashSet<string> { "chat:write", "commands", "im:write", "im:history", "users:read" }, bot.ToHashSet());
    }

    private static JsonObject Read(string transport)
    {
        using var stream = typeof(SlackManifest).Assembly.GetManifestResourceStream($"manifest.{transport}.json")!;
        return JsonNode.Parse(stream)!.AsObject();
    }
}
