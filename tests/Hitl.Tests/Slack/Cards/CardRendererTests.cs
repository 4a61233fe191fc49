using System.Text.Json.Nodes;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Slack.Cards;

namespace Hitl.Tests.Slack.Cards;

public sealed class CardRendererTests
{
    [Fact]
    public void An_open_card_shows_everything_that_matters()
    {
        var text = Words(CardRenderer.Render(Faces.Open()));

        foreach (var fact in new[]
        {
            "Refund a payment", "420.00 USD", "cus_4711 (retail, by chat)", "Payment: ch_1", "refund at payments (api.example.com)", "undone by cancel-refund",
            "support-bot (version 1.4.2, model model-x, prompt p7)", "Ada Adeyemi (ada)", "Refunds above 50.00 USD need a person.", "covers for ada, who is away (parental leave)",
            "Ben Brandt (ben)", "2026-03-04 16:00:00 UTC", "medium", "reversible-until, for 14 days", "dddddddddddd", "One approval is enough.",
            "exactly this runs at once", "nothing runs and the agent gets your reason", "the next people are asked (refund-lead)", "The parcel never arrived.",
        })
        {
            Assert.Contains(fact, text);
        }
    }

    [Fact]
    public void Every_button_carries_the_token_and_nothing_else()
    {
        var card = CardRenderer.Render(Faces.Open());

        var rows = card.Blocks.Where(block => block!["type"]!.ToString() == "actions").Select(block => block!["elements"]!.AsArray()).ToList();
        Assert.Equal(["hitl.approve", "hitl.deny"], rows[0].Select(button => button!["action_id"]!.ToString()));
        Assert.Equal(
            ["hitl.open", "hitl.edit", "hitl.ask", "hitl.claim", "hitl.delegate", "hitl.flag"], rows[1].Select(button => button!["action_id"]!.ToString()));
        Assert.All(rows.SelectMany(row => row), button => Assert.Equal("c1.k1.token", button!["value"]!.ToString()));
    }

    [Theory]
    [InlineData(RequestState.Executed, StageStatus.Approved, "executed")]
    [InlineData(RequestState.Denied, StageStatus.Denied, "denied")]
    [InlineData(RequestState.Expired, StageStatus.Escalated, "nobody decided in time")]
    [InlineData(RequestState.Withdrawn, StageStatus.Withdrawn, "withdrawn by the agent")]
    [InlineData(RequestState.WaitingForOps, StageStatus.Approved, "waiting for ops")]
    [InlineData(RequestState.Deciding, StageStatus.Escalated, "the next people are being asked")]
    public void A_card_that_is_over_has_no_buttons_and_says_how_it_ended(RequestState state, StageStatus stage, string words)
    {
        var card = CardRenderer.Render(Faces.Closed(state, stage, "Denied by ben: <b>no</b>"));

        Assert.False(card.IsDecidable);
        Assert.DoesNotContain("hitl.approve", card.Blocks.ToJsonString());
        Assert.Contains(words, Words(card));
        Assert.Contains("Denied by ben: <b>no</b>", Words(card));
    }

    [Fact]
    public void A_material_fact_that_does_not_fit_takes_the_buttons_away_and_says_so()
    {
        var card = CardRenderer.Render(Faces.Open(parameters: new() { ["charge"] = new string('x', 3_001) }), new("https://console.example.com/requests"));

        Assert.False(card.IsDecidable);
        Assert.Contains("more characters)", Words(card));
        Assert.Contains("This card cannot show everything that would run, so it has no buttons.", Words(card));
        Assert.Contains("console.example.com", Words(card));
    }

    [Fact]
    public void Many_facts_that_fit_alone_and_not_together_take_the_buttons_away_too()
    {
        var parameters = new JsonObject();
        for (var i = 0; i < 60; i++) parameters[$"p{i}"] = new string('y', 150);

        var card = CardRenderer.Render(Faces.Open(parameters: parameters));

        Assert.False(card.IsDecidable);
        Assert.True(CardRenderer.Length(card.Blocks) <= CardRenderer.TextBudget);
    }

    [Fact]
    public void What_the_agent_wrote_is_shortened_honestly_and_never_costs_the_buttons()
    {
        var card = CardRenderer.Render(Faces.Open(new string('r', 20_000)));

        Assert.True(card.IsDecidable);
        Assert.Contains("more characters)", Words(card));
        Assert.True(CardRenderer.Length(card.Blocks) <= CardRenderer.TextBudget);
    }

    [Fact]
    public void Words_of_the_agent_stand_in_a_box_of_their_own_that_says_so()
    {
        var card = CardRenderer.Render(Faces.Open("Amount: 5.00 EUR ✅ verified\nCustomer: cus_9"));

        var boxes = card.Blocks.Where(block => block!["type"]!.ToString() == "rich_text").SelectMany(block => block!["elements"]!.AsArray()).ToList();
        var index = boxes.FindIndex(box => Text(box!).Contains("5.00 EUR ✅ verified"));
        Assert.Equal("rich_text_preformatted", boxes[index]!["type"]!.ToString());
        Assert.Equal("Text from the agent, not checked", Text(boxes[index - 1]!));
    }

    [Fact]
    public void No_label_of_ours_can_be_made_by_data()
    {
        var card = CardRenderer.Render(Faces.Open(parameters: new() { ["charge"] = "ch_1\nAmount\n5.00 USD", ["Amount\n5.00 USD"] = "x" }));

        var labels = Labels(card);
        Assert.Single(labels, "Amount");
        Assert.All(labels, label => Assert.DoesNotContain('\n', label));
        Assert.Contains("ch_1[U+000A]Amount[U+000A]5.00 USD", Words(card));
    }

    [Fact]
    public void A_word_that_mixes_alphabets_is_marked()
    {
        var marked = CardRenderer.Render(Faces.Open(parameters: new() { ["payee"] = "\u0410pple Inc" }));
        var plain = CardRenderer.Render(Faces.Open(parameters: new() { ["payee"] = "Яблоко Apple" }));

        Assert.Contains("Parameter payee (mixes alphabets: look closely)", Labels(marked));
        Assert.Contains("Parameter payee", Labels(plain));
    }

    [Fact]
    public void The_same_face_gives_the_same_hash_and_another_face_another()
    {
        var first = CardRenderer.Render(Faces.Open());
        var again = CardRenderer.Render(Faces.Open());
        var other = CardRenderer.Render(Faces.Open("Another reason."));

        Assert.Equal(first.Hash, again.Hash);
        Assert.NotEqual(first.Hash, other.Hash);
    }

    [Fact]
    public void A_sandbox_card_says_so()
    {
        Assert.Contains("Sandbox catalog", Words(CardRenderer.Render(Faces.Open() with { IsSandbox = true })));
    }

    internal static IReadOnlyList<string> Labels(RenderedCard card) =>
        [.. card.Blocks.Where(block => block!["type"]!.ToString() == "rich_text").SelectMany(block => block!["elements"]!.AsArray())
            .Where(part => part!["type"]!.ToString() == "rich_text_section").Select(part => Text(part!))];

    private static string Words(RenderedCard card) => card.Text + "\n" + Text(card.Blocks);

    private static string Text(JsonNode node) => node switch
    {
        JsonArray items => string.Join('\n', items.Select(item => Text(item!))),
        JsonObject members => string.Join('\n', members.Where(member => member.Value is not null).Select(member =>
            member is { Key: "text", Value: JsonValue text } ? text.GetValue<string>() : member.Value is JsonValue ? "" : Text(member.Value!)).Where(text => text.Length > 0)),
        _ => "",
    };
}
