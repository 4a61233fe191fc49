using System.Globalization;
using System.Text.Json.Nodes;
using Hitl.Slack.Cards;
using Hitl.Slack.Interactions;

namespace Hitl.Slack.Home;

/// <summary>Builds the Home tab for <c>views.publish</c>. Nothing in it reads markup.</summary>
public static class HomeView
{
    private const int LongestButton = 75;
    private const int LongestText = 2_900;

    /// <summary>The tab of a person of the catalog.</summary>
    /// <param name="facts">What it shows.</param>
    public static JsonObject Build(HomeFacts facts)
    {
        var blocks = new JsonArray(BlockKit.Header("Waiting for your decision"));
        if (facts.Waiting.Count == 0) blocks.Add(BlockKit.Section("Nothing waits for you."));
        foreach (var (index, item) in facts.Waiting.Index()) blocks.Add(Item(item, index));
        if (facts.More > 0) blocks.Add(BlockKit.Section(string.Create(CultureInfo.InvariantCulture, $"{facts.More} more are in the console.")));
        if (facts.Groups.Count > 0) blocks.Add(Together(facts.Groups));
        blocks.Add(BlockKit.Header("Your coverage"));
        blocks.Add(Lines(facts.Coverage));
        blocks.Add(BlockKit.Section("Away? Write: /hitl cover for me until 2026-12-24"));
        blocks.Add(BlockKit.Header("Your latest decisions"));
        blocks.Add(Lines(facts.Decided.Count == 0 ? "None yet." : string.Join('\n', facts.Decided)));
        blocks.Add(BlockKit.Context("Decide on the cards of this app, here, or in the console. A card that another app shows you is a copy: it cannot decide anything."));
        return new() { ["type"] = "home", ["blocks"] = blocks };
    }

    /// <summary>The tab of somebody the catalog does not know.</summary>
    /// <param name="text">What to do about it.</param>
    public static JsonObject Stranger(string text) => new() { ["type"] = "home", ["blocks"] = new JsonArray(BlockKit.Section(text)) };

    private static JsonObject Item(HomeItem item, int index)
    {
        var section = BlockKit.Section(ShownText.Clip(ShownText.Line(item.Text), LongestText));
        var button = BlockKit.Button("Open", string.Create(CultureInfo.InvariantCulture, $"hitl.link.{index}"), "open");
        button["url"] = item.Link;
        section["accessory"] = button;
        return section;
    }

    private static JsonObject Together(IEnumerable<HomeGroup> groups) => new()
    {
        ["type"] = "actions",
        ["block_id"] = "hitl.together",
        ["elements"] = new JsonArray([.. groups.Take(5).Select(group => (JsonNode)BlockKit.Button(ShownText.Clip(ShownText.Line(group.Text), LongestButton), SlackActionIds.Bulk, group.Action))]),
    };

    private static JsonObject Lines(string text) => new()
    {
        ["type"] = "rich_text",
        ["elements"] = new JsonArray(new JsonObject
        {
            ["type"] = "rich_text_section",
            ["elements"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = ShownText.Clip(ShownText.Lines(text.Trim()), LongestText) }),
        }),
    };
}
