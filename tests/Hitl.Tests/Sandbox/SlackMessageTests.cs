using System.Text.Json.Nodes;
using Hitl.Tests.Sandbox.Running;

namespace Hitl.Tests.Sandbox;

public sealed class SlackMessageTests : IDisposable
{
    private const string Blocks = """[{"type":"section","text":{"type":"mrkdwn","text":"hello <@U0BEN>"}},{"type":"actions","elements":[{"type":"button","action_id":"approve","value":"t","text":{"type":"plain_text","text":"Approve"}}]}]""";

    private readonly string _directory = Directory.CreateTempSubdirectory("sandbox-slack").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("""{"text":"done"}""", "done", 0)]
    [InlineData("""{"text":"done","blocks":[]}""", "done", 0)]
    [InlineData("""{"blocks":[{"type":"divider"}]}""", "A refund", 1)]
    [InlineData("""{"text":"done","blocks":[{"type":"divider"}]}""", "done", 1)]
    public async Task An_update_replaces_what_it_names_and_text_alone_takes_the_blocks_away(string update, string text, int blocks)
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var posted = await PostAsync(sandbox);
        var arguments = (JsonObject)JsonNode.Parse(update)!;
        (arguments["channel"], arguments["ts"]) = ("D0ADA", (string?)posted["ts"]);

        var updated = await sandbox.ApiAsync("chat.update", arguments);

        Assert.True((bool)updated["ok"]!);
        var message = await sandbox.DriveAsync(HttpMethod.Get, $"slack/messages/D0ADA/{posted["ts"]}");
        Assert.Equal(text, (string?)message["text"]);
        Assert.Equal(blocks, (message["blocks"] as JsonArray)?.Count ?? 0);
        Assert.Equal("A refund", (string?)message["versions"]![0]!["text"]);
        Assert.True((bool)message["edited"]!);
    }

    [Theory]
    [InlineData("chat.postMessage", """{"channel":"C0NONE","text":"x"}""", "channel_not_found")]
    [InlineData("chat.postMessage", """{"channel":"C0OLD","text":"x"}""", "is_archived")]
    [InlineData("chat.postMessage", """{"channel":"C0GENERAL","text":"x"}""", "not_in_channel")]
    [InlineData("chat.postMessage", """{"channel":"G0BOARD","text":"x"}""", "channel_not_found")]
    [InlineData("chat.postMessage", """{"channel":"U0BUILD","text":"x"}""", "cannot_dm_bot")]
    [InlineData("chat.postMessage", """{"channel":"U0ADA"}""", "no_text")]
    [InlineData("chat.postMessage", """{"channel":"U0ADA","text":"x","blocks":"no json"}""", "invalid_blocks_format")]
    [InlineData("chat.postMessage", """{"channel":"U0ADA","text":"x","metadata":{"event_type":"a"}}""", "invalid_metadata_schema")]
    [InlineData("chat.update", """{"channel":"D0ADA","ts":"1.0","text":"x"}""", "channel_not_found")]
    [InlineData("chat.postEphemeral", """{"channel":"C0OPS","user":"U0ADA","text":"x"}""", "user_not_in_channel")]
    [InlineData("conversations.history", """{"channel":"C0GENERAL"}""", "not_in_channel")]
    [InlineData("usergroups.users.list", """{"usergroup":"S0NONE"}""", "no_such_subteam")]
    [InlineData("views.open", """{"trigger_id":"1.2.3","view":{"type":"home","blocks":[]}}""", "invalid_arguments")]
    [InlineData("views.update", """{"view_id":"V0","view":{"type":"modal","blocks":[]}}""", "not_found")]
    [InlineData("no.such", "{}", "unknown_method")]
    public async Task Refusals_carry_slacks_codes(string method, string arguments, string error)
    {
        await using var sandbox = await RunningSandbox.StartAsync();

        var answer = await sandbox.ApiAsync(method, (JsonObject)JsonNode.Parse(arguments)!);

        Assert.False((bool)answer["ok"]!);
        Assert.Equal(error, (string?)answer["error"]);
    }

    [Fact]
    public async Task Sizes_are_limited_as_slack_limits_them()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var posted = await PostAsync(sandbox);
        var long3000 = new JsonObject { ["type"] = "section", ["text"] = new JsonObject { ["type"] = "mrkdwn", ["text"] = new string('x', 2600) } };

        var update = await sandbox.ApiAsync("chat.update", new() { ["channel"] = "D0ADA", ["ts"] = (string?)posted["ts"], ["text"] = new string('x', 4001) });
        var blocks = await sandbox.ApiAsync("chat.postMessage", new()
        {
            ["channel"] = "U0ADA", ["text"] = "x", ["blocks"] = new JsonArray([.. Enumerable.Range(0, 4).Select(_ => long3000.DeepClone())]),
        });
        var metadata = await sandbox.ApiAsync("chat.postMessage", new()
        {
            ["channel"] = "U0ADA", ["text"] = "x", ["metadata"] = new JsonObject { ["event_type"] = "a", ["event_payload"] = new JsonObject { ["b"] = new string('x', 9000) } },
        });
        var truncated = await sandbox.ApiAsync("chat.postMessage", new() { ["channel"] = "U0ADA", ["text"] = new string('x', 40_001) });

        Assert.Equal("msg_too_long", (string?)update["error"]);
        Assert.Equal("msg_blocks_too_long", (string?)blocks["error"]);
        Assert.Equal("metadata_too_large", (string?)metadata["error"]);
        Assert.Equal("message_truncated", (string?)truncated["response_metadata"]!["warnings"]![0]);
    }

    [Fact]
    public async Task Messages_people_and_faults_survive_a_restart_and_timestamps_go_on()
    {
        string before;
        await using (var first = await RunningSandbox.StartAsync(_directory))
        {
            before = (string)(await PostAsync(first))["ts"]!;
            await first.DriveAsync(HttpMethod.Put, "slack/users/U0ADA", new JsonObject { ["presence"] = "away" });
            await first.FaultAsync("slack", """{"kind":"delay","seconds":0,"times":3}""");
        }

        await using var second = await RunningSandbox.StartAsync(_directory);
        var messages = (JsonArray)await second.DriveAsync(HttpMethod.Get, "slack/users/U0ADA/messages");
        var presence = await second.ApiAsync("users.getPresence", new() { ["user"] = "U0ADA" });
        var rules = await second.DriveAsync(HttpMethod.Get, "faults/slack");
        var after = (string)(await PostAsync(second))["ts"]!;

        Assert.Equal(before, (string?)messages.Single()!["ts"]);
        Assert.Equal("approve", (string?)messages[0]!["actions"]![0]!["action_id"]);
        Assert.Equal("away", (string?)presence["presence"]);
        Assert.Equal(2, (int)rules["rules"]![0]!["times"]!);
        Assert.True(string.CompareOrdinal(after, before) > 0);
    }

    [Fact]
    public async Task A_seed_of_ones_own_replaces_the_built_in_one()
    {
        var seed = Path.Combine(_directory, "seed.json");
        await File.WriteAllTextAsync(seed, """{"users":[{"id":"U1","name":"zoe","real_name":"Zoe"}],"channels":[]}""", TestContext.Current.CancellationToken);

        await using var sandbox = await RunningSandbox.StartAsync("", $"--Sandbox:SeedFile={seed}");

        var users = (JsonArray)await sandbox.DriveAsync(HttpMethod.Get, "slack/users");
        Assert.Equal(["U1", "U0BOT"], users.Select(user => (string?)user!["id"]));
        Assert.Equal("T0HITL", (string?)users[0]!["team_id"]);
    }

    [Fact]
    public async Task Mentions_are_counted_in_markup_and_never_in_plain_text()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await PostAsync(sandbox);
        await sandbox.ApiAsync("chat.postMessage", new()
        {
            ["channel"] = "U0ADA",
            ["text"] = "x",
            ["blocks"] = JsonNode.Parse("""[{"type":"section","text":{"type":"plain_text","text":"<!channel> <@U0BEN>"}},{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"<@U0BEN>"}]}]}]"""),
        });

        var messages = (JsonArray)await sandbox.DriveAsync(HttpMethod.Get, "slack/users/U0ADA/messages");

        Assert.Equal("U0BEN", (string?)Assert.Single((JsonArray)messages[0]!["mentions"]!));
        Assert.Empty((JsonArray)messages[1]!["mentions"]!);
    }

    private static Task<JsonNode> PostAsync(RunningSandbox sandbox) =>
        sandbox.ApiAsync("chat.postMessage", new() { ["channel"] = "U0ADA", ["text"] = "A refund", ["blocks"] = JsonNode.Parse(Blocks) });
}
