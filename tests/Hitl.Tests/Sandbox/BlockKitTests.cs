using System.Text.Json.Nodes;
using Hitl.Sandbox.Slack.Blocks;

namespace Hitl.Tests.Sandbox;

public sealed class BlockKitTests
{
    public static TheoryData<string, string> Refused => new()
    {
        { """[{"type":"section","text":{"type":"mrkdwn","text":"LONG3001"}}]""", "/blocks/0/text/text" },
        { """[{"type":"section","text":{"type":"mrkdwn","text":""}}]""", "/blocks/0/text/text" },
        { """[{"type":"section"}]""", "missing required field: text" },
        { """[{"type":"section","fields":[{"type":"plain_text","text":"LONG2001"}]}]""", "/blocks/0/fields/0/text" },
        { """[{"type":"header","text":{"type":"mrkdwn","text":"x"}}]""", "/blocks/0/text" },
        { """[{"type":"header","text":{"type":"plain_text","text":"LONG151"}}]""", "/blocks/0/text/text" },
        { """[{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"LONG76"}}]}]""", "/blocks/0/elements/0/text/text" },
        { """[{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"x"},"value":"LONG2001"}]}]""", "/blocks/0/elements/0/value" },
        { """[{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"x"},"action_id":"LONG256"}]}]""", "/blocks/0/elements/0/action_id" },
        { """[{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"x"},"style":"green"}]}]""", "/blocks/0/elements/0/style" },
        { """[{"type":"actions","elements":[]}]""", "no fewer than 1 items" },
        { """[{"type":"actions","elements":[{"type":"plain_text_input","action_id":"x"}]}]""", "unsupported type: plain_text_input" },
        { """[{"type":"divider","block_id":"LONG256"}]""", "/blocks/0/block_id" },
        { """[{"type":"divider","block_id":"a"},{"type":"divider","block_id":"a"}]""", "already exists" },
        { """[{"type":"divider","colour":"red"}]""", "invalid additional property: colour" },
        { """[{"type":"context","elements":[{"type":"button","text":{"type":"plain_text","text":"x"}}]}]""", "/blocks/0/elements/0" },
        { """[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text"}]}]}]""", "missing required field: text" },
        { """[{"type":"actions","elements":[{"type":"static_select","action_id":"x"}]}]""", "exactly one of options and option_groups" },
        { """["x"]""", "missing required field: type" },
        { """{"type":"divider"}""", "must be an array" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_slack_refuses_is_refused_with_its_place(string blocks, string place)
    {
        var problems = BlockKit.CheckMessage(Parse(blocks));

        Assert.Contains(problems.Messages, message => message.Contains(place));
    }

    [Theory]
    [InlineData("""[{"type":"section","text":{"type":"mrkdwn","text":"LONG3000"}}]""")]
    [InlineData("""[{"type":"section","fields":[{"type":"plain_text","text":"LONG2000","emoji":false}]}]""")]
    [InlineData("""[{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"LONG75"},"value":"LONG2000","action_id":"LONG255","style":"danger"}]}]""")]
    [InlineData("""[{"type":"rich_text","elements":[{"type":"rich_text_preformatted","elements":[{"type":"text","text":"LONG3000"}]}]}]""")]
    [InlineData("""[]""")]
    public void What_just_fits_is_taken(string blocks) => Assert.Empty(BlockKit.CheckMessage(Parse(blocks)).Messages);

    [Theory]
    [InlineData(50, 25, 10, true)]
    [InlineData(51, 25, 10, false)]
    [InlineData(50, 26, 10, false)]
    [InlineData(50, 25, 11, false)]
    public void Counts_are_limited(int blocks, int elements, int fields, bool fits)
    {
        var buttons = Repeat(elements, i => new JsonObject
        {
            ["type"] = "button", ["action_id"] = $"a{i}", ["text"] = new JsonObject { ["type"] = "plain_text", ["text"] = "x" },
        });
        var list = Repeat(fields, _ => new JsonObject { ["type"] = "plain_text", ["text"] = "x" });
        var message = Repeat(blocks - 2, _ => new JsonObject { ["type"] = "divider" });
        message.Add((JsonNode)new JsonObject { ["type"] = "actions", ["elements"] = buttons });
        message.Add((JsonNode)new JsonObject { ["type"] = "section", ["fields"] = list });

        Assert.Equal(fits, !BlockKit.CheckMessage(message).Any);
    }

    [Theory]
    [InlineData("LONG24", "Deny", "LONG3000", true)]
    [InlineData("LONG25", "Deny", "", false)]
    [InlineData("Deny", "LONG25", "", false)]
    [InlineData("Deny", "Deny", "LONG3001", false)]
    [InlineData("Deny", null, "", false)]
    public void Modals_have_limits_of_their_own(string title, string? submit, string metadata, bool fits)
    {
        var view = new JsonObject
        {
            ["type"] = "modal",
            ["title"] = Plain(title),
            ["submit"] = submit is null ? null : Plain(submit),
            ["private_metadata"] = metadata,
            ["blocks"] = JsonNode.Parse("""[{"type":"input","label":{"type":"plain_text","text":"Reason"},"element":{"type":"plain_text_input"}}]"""),
        };

        Assert.Equal(fits, !BlockKit.CheckView(Parse(view.ToJsonString()), "modal").Any);
    }

    [Fact]
    public void Missing_ids_are_filled_in_and_given_ones_stay()
    {
        var blocks = (JsonArray)Parse("""[{"type":"divider"},{"type":"actions","block_id":"mine","elements":[{"type":"button","text":{"type":"plain_text","text":"x"}}]}]""");

        var filled = BlockKit.WithIds(blocks);

        Assert.NotNull(filled[0]!["block_id"]);
        Assert.Equal("mine", (string?)filled[1]!["block_id"]);
        Assert.NotNull(filled[1]!["elements"]![0]!["action_id"]);
        Assert.Null(blocks[0]!["block_id"]);
    }

    [Fact]
    public void Text_is_counted_wherever_it_stands() =>
        Assert.Equal(9, BlockKit.TextLength(Parse("""[{"type":"section","text":{"type":"mrkdwn","text":"four"},"fields":[{"type":"plain_text","text":"fives"}]}]""")));

    private static JsonObject Plain(string text) => new() { ["type"] = "plain_text", ["text"] = text };

    private static JsonArray Repeat(int count, Func<int, JsonObject> item) => new([.. Enumerable.Range(0, count).Select(item)]);

    /// <summary>LONG3001 stands for a text of 3001 characters.</summary>
    private static JsonNode Parse(string json) => JsonNode.Parse(System.Text.RegularExpressions.Regex.Replace(
        json, "LONG(\\d+)", match => new string('x', int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))))!;
}
