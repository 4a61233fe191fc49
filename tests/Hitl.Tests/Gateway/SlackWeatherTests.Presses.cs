using Hitl.Escalations.Cards;
using Hitl.Escalations.Decisions;
using Hitl.Tests.Sandbox.Running;

namespace Hitl.Tests.Gateway;

/// <content>Presses that Slack loses, repeats or brings late.</content>
public sealed partial class SlackWeatherTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_press_that_slack_brings_late_counts_if_nothing_overtook_it_and_else_changes_nothing(bool isOvertaken)
    {
        var request = await World.Requests.AskAsync(Asks.Body("solo"));
        await weather.SettleAsync();
        await weather.FaultAsync("""{"kind":"late","on":"block_actions","seconds":0.4,"times":1}""");

        await PressAsync(request, waits: false);
        if (isOvertaken) await World.Client("chidi").DecideAsync(request.Id.Value, request.Decide("deny", "Signed for."), null, Cancel);
        await Eventually.TrueAsync(async () => await weather.AskAsync<long>(
            isOvertaken ? $"select count(*) from audit.event where request = '{request.Id}' and kind = 'attempt.refused'" : $"select count(*) from hitl.decision where request = '{request.Id}'") == 1);

        var decision = Assert.Single(await DecisionsAsync(request));
        Assert.Equal(isOvertaken ? (Verdict.Deny, Door.Console) : (Verdict.Approve, Door.Slack), (decision.Verdict, decision.Door));
        await EndAsync(request);
        await weather.SettleAsync();
    }

    [Fact]
    public async Task A_press_that_was_lost_leaves_the_card_to_be_pressed_again()
    {
        var request = await World.Requests.AskAsync(Asks.Body("solo"));
        await weather.SettleAsync();
        await weather.FaultAsync("""{"kind":"drop","on":"block_actions","times":1}""");

        await PressAsync(request, waits: false);
        var afterOne = await DecisionsAsync(request);
        await PressAsync(request, waits: false);

        Assert.Empty(afterOne);
        Assert.Equal(Verdict.Approve, Assert.Single(await DecisionsAsync(request)).Verdict);
        await weather.SettleAsync();
    }

    [Fact]
    public async Task A_press_that_comes_four_times_is_one_decision()
    {
        var request = await World.Requests.AskAsync(Asks.Body("solo"));
        await weather.SettleAsync();
        await weather.FaultAsync("""{"kind":"duplicate","on":"block_actions","copies":3,"times":1}""");

        await PressAsync(request, waits: false);

        Assert.Equal(Verdict.Approve, Assert.Single(await DecisionsAsync(request)).Verdict);
        Assert.Equal(1L, await weather.AskAsync<long>($"select count(*) from audit.event where request = '{request.Id}' and kind = 'decision.recorded'"));
        await weather.SettleAsync();
    }

    /// <summary>Chidi presses Approve on the card that stands in his conversation; the result is what only he reads then.</summary>
    private async Task<string> PressAsync(OpenRequest request, bool waits = true)
    {
        var card = (await weather.CardsAsync("U0CHIDI", request.Id.Value)).Last(SlackWeather.IsLive);
        var standing = request with { Cards = new Dictionary<string, CardLocation> { ["chidi"] = new(card["channel"]!.ToString(), card["ts"]!.ToString()) } };
        var answer = await World.Slack.ClickAsync("U0CHIDI", standing, "approve", click => click["wait_for"] = waits ? "ephemeral" : null);
        return string.Join(" ", answer["ephemerals"]!.AsArray().Select(message => message!["text"]!.ToString()));
    }
}
