using System.Text.Json.Nodes;
using Hitl.Slack.Cards;
using Hitl.Tests.Slack.Cards;

namespace Hitl.Tests.Gateway;

/// <summary>SL20 to SL23: words that would like to be more than words, on the card that was posted.</summary>
internal static class SlackRenderingCases
{    public static async Task MarkupAsync(GatewayWorld world)
    {
        const string text = "<!channel> <@U0BEN> <http://evil.example|bank.example> `c` *b* _i_ > q :white_check_mark:";
        var request = await world.Requests.OpenAsync(Asks.Body() with { Rationale = text, Evidence = [text] });

        var card = await CardAsync(world, request);

        Assert.Contains(text, TextsOf(card["blocks"]!), StringComparison.Ordinal);
        Assert.Empty(card["mentions"]?.AsArray() ?? []);
        Hostile.Check(card["blocks"]);
        Hostile.Fallback(card["text"]!.ToString());
    }

    public static Task TooLong()
    {
        var card = CardRenderer.Render(Faces.Open(parameters: new() { ["note"] = new string('n', 3_500) }));

        Assert.False(card.IsDecidable);
        Assert.Contains("cannot show everything", card.Blocks.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hitl.approve", card.Blocks.ToJsonString(), StringComparison.Ordinal);
        return Task.CompletedTask;
    }

    public static async Task ImitationAsync(GatewayWorld world)
    {
        var request = await world.Requests.OpenAsync(Asks.Body() with { Rationale = "Amount: 5.00 EUR \u2705 verified" });

        var boxes = (await CardAsync(world, request))["blocks"]!.AsArray().Where(block => block!["type"]!.ToString() == "rich_text").Select(block => block!.ToJsonString()).ToList();

        Assert.Contains("Text from the agent, not checked", Assert.Single(boxes, box => box.Contains("5.00 EUR", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    public static Task LookAlike()
    {
        var card = CardRenderer.Render(Faces.Open(parameters: new() { ["payee"] = "\u0410pple" }));

        Assert.Contains("mixes alphabets: look closely", card.Blocks.ToJsonString(), StringComparison.Ordinal);
        return Task.CompletedTask;
    }

    private static async Task<JsonNode> CardAsync(GatewayWorld world, OpenRequest request) =>
        JsonNode.Parse(await world.Slack.ReadAsync($"messages/{request.Cards["ada"].Channel}/{request.Cards["ada"].MessageId}"))!;

    private static string TextsOf(JsonNode node) => node switch
    {
        JsonArray items => string.Join('\n', items.Select(item => TextsOf(item!))),
        JsonObject members => string.Join('\n', members.Select(member => member.Key == "text" && member.Value is JsonValue text ? text.ToString() : member.Value is JsonArray or JsonObject ? TextsOf(member.Value) : "")),
        _ => "",
    };
}
