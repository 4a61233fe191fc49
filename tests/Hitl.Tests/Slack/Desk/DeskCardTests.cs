using Hitl.Escalations.Cards;
using Hitl.Escalations.Desk;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Slack.Cards;
using Hitl.Slack.Desk;
using Hitl.Slack.Modals;
using Hitl.Tests.Slack.Cards;

namespace Hitl.Tests.Slack.Desk;

public sealed class DeskCardTests
{
    private static readonly DateTimeOffset Due = new(2026, 3, 4, 12, 30, 0, TimeSpan.Zero);

    [Fact]
    public void A_drill_card_has_one_button_that_names_the_drill_and_says_until_when()
    {
        var blocks = DeskCardRenderer.Render(Face(DeskCardKey.Drill), new("https://console.example.com/")).ToJsonString();

        Assert.Contains("\"action_id\":\"hitl.drill.run\",\"value\":\"7d9f0f6e\"", blocks);
        Assert.Contains("Owner: operations. Due 2026-03-04 12:30 UTC. Console: console.example.com/console/drills", blocks);
    }

    [Fact]
    public void What_waits_for_ops_names_owner_and_clock_and_has_no_button()
    {
        var blocks = DeskCardRenderer.Render(Face(DeskCardKey.Parked), null).ToJsonString();

        Assert.DoesNotContain("action_id", blocks);
        Assert.Contains("Due 2026-03-04 12:30 UTC", blocks);
    }

    [Fact]
    public void What_is_over_has_no_button_and_says_so()
    {
        var face = Face(DeskCardKey.Drill) with { IsOpen = false };

        Assert.DoesNotContain("action_id", DeskCardRenderer.Render(face, null).ToJsonString());
        Assert.EndsWith("nothing to do any more", DeskCardRenderer.Text(face));
    }

    [Theory]
    [InlineData("<!channel> <@U0ADA>")]
    [InlineData("a\u202Eb")]
    [InlineData("*bold* `code`\n> quoted")]
    public void Whatever_a_target_said_stands_in_a_box_as_plain_characters(string text)
    {
        var blocks = DeskCardRenderer.Render(Face(DeskCardKey.Parked) with { Facts = [new("Why", text)] }, null);

        var json = blocks.ToJsonString();
        Assert.DoesNotContain("mrkdwn", json);
        Assert.DoesNotContain("\u202E", json);
        Assert.Contains("rich_text_preformatted", json);
    }

    [Fact]
    public void An_executed_card_offers_the_undoing_to_whom_it_may_and_says_until_when()
    {
        var card = CardRenderer.Render(Faces.Closed(RequestState.Executed, StageStatus.Approved, "Done.") with { Undo = new UndoOffer(Due) });

        var json = card.Blocks.ToJsonString();
        Assert.Contains($"\"action_id\":\"hitl.undo\",\"value\":\"{Faces.Stage.Request}\"", json);
        Assert.Contains("It can be undone until 2026-03-04 12:30 UTC.", json);
    }

    [Fact]
    public void A_card_of_what_was_undone_names_the_undoing_and_offers_nothing()
    {
        var json = CardRenderer.Render(Faces.Closed(RequestState.Executed, StageStatus.Approved, "Done.") with { UndoneBy = "req_2", Undo = null }).Blocks.ToJsonString();

        Assert.DoesNotContain("hitl.undo", json);
        Assert.Contains("Undone, or being undone, by request req_2.", json);
    }

    [Fact]
    public void The_state_people_approve_under_stands_on_the_card()
    {
        var face = Faces.Open();
        var guard = new Hitl.Escalations.Consent.ConsentGuard
        {
            Name = "refunded-before", Label = "Refunded before", Target = "payments", Host = "h", Read = "amount-refunded", Arguments = ActionParameters.Empty, Value = "4200",
        };

        var json = CardRenderer.Render(face with { Consent = face.Consent with { Guards = [guard] } }).Blocks.ToJsonString();

        Assert.Contains("Refunded before: 4200 (amount-refunded at payments); if it changes before this runs, people are asked again", json);
    }

    [Fact]
    public void The_dialog_of_an_undoing_asks_why()
    {
        var view = UndoModal.Build("req_1").ToJsonString();

        Assert.Contains("\"callback_id\":\"hitl.undo\"", view);
        Assert.Contains("\"private_metadata\":\"req_1\"", view);
    }

    private static DeskCardFace Face(string kind) => new()
    {
        Key = new(kind, "7d9f0f6e", new("gus")), Title = "Drill: prove that it can be undone", Standing = "Whoever presses the button runs it.",
        Facts = [new("Undoing of", "Refund a payment")], IsOpen = true, Owner = "operations", DueAt = Due, ConsolePath = "/console/drills",
    };
}
