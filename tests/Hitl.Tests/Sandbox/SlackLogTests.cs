using System.Text.Json.Nodes;
using Hitl.Sandbox.Slack.Model;

namespace Hitl.Tests.Sandbox;

public sealed class SlackLogTests
{
    [Fact]
    public void Of_a_long_list_in_an_answer_only_its_length_is_kept()
    {
        var log = new SlackLog(TimeProvider.System);
        JsonObject Page(int messages) => new() { ["ok"] = true, ["messages"] = new JsonArray([.. Enumerable.Range(0, messages).Select(i => JsonValue.Create(i))]) };

        log.Add("call", "conversations.history", null, 200, Page(21), 1, null);
        log.Add("call", "conversations.history", null, 200, Page(20), 1, null);

        var answers = log.Entries("call", null, 0).Select(entry => entry.Answer!.ToJsonString()).ToList();
        Assert.Equal("""{"ok":true,"messages":"21 items, not kept"}""", answers[0]);
        Assert.Equal(Page(20).ToJsonString(), answers[1]);
    }

    [Fact]
    public void The_last_two_thousand_are_kept()
    {
        var log = new SlackLog(TimeProvider.System);

        for (var i = 0; i < 2_005; i++) log.Add("call", "api.test", null, 200, null, 1, null);

        Assert.Equal((2_000, 6), (log.Entries("call", null, 0).Count, log.Entries("call", null, 0)[0].Number));
    }
}
