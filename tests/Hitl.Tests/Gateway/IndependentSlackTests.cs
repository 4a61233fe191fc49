using System.Text.Json.Nodes;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Stages;
using Hitl.Tests.Sandbox.Running;

namespace Hitl.Tests.Gateway;

public sealed class IndependentSlackTests(IndependentSlack slack) : IClassFixture<IndependentSlack>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_card_in_somebody_elses_slack_is_decided_over_its_socket()
    {
        Assert.SkipWhen(slack.Missing is not null, slack.Missing ?? "");
        var request = await slack.World.Requests.OpenAsync();

        await PressAsync(request, "hitl.approve");
        await Eventually.TrueAsync(async () => (await DecisionsAsync(request)).Count == 1);

        var decision = Assert.Single(await DecisionsAsync(request));
        Assert.Equal(("ada", Verdict.Approve, Door.Slack), (decision.Person.Value, decision.Verdict, decision.Door));
    }

    [Fact]
    public async Task A_command_is_acknowledged_with_its_answer()
    {
        Assert.SkipWhen(slack.Missing is not null, slack.Missing ?? "");
        var request = await slack.World.Requests.OpenAsync();

        await slack.ActAsync("command", new() { ["channel"] = "C0GENERAL", ["user"] = "U0ADA", ["command"] = "/hitl", ["text"] = "" });

        await Eventually.TrueAsync(async () => (await slack.LogAsync()) is var log && log.Contains("Waiting for your decision", StringComparison.Ordinal)
            && log.Contains(request.Id.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Denying_opens_a_dialog_there_and_decides_nothing_yet()
    {
        Assert.SkipWhen(slack.Missing is not null, slack.Missing ?? "");
        var request = await slack.World.Requests.OpenAsync();

        await PressAsync(request, "hitl.deny");

        await Eventually.TrueAsync(async () => (await slack.LogAsync()).Contains("views.open", StringComparison.Ordinal));
        Assert.Empty(await DecisionsAsync(request));
    }

    private Task PressAsync(OpenRequest request, string action)
    {
        var card = request.Cards["ada"];
        var token = slack.World.Requests.Token(request.Stage.Key, request.Stored.Digest!);
        return slack.ActAsync("interact", new()
        {
            ["channel"] = card.Channel, ["messageTs"] = card.MessageId, ["user"] = "U0ADA",
            ["action"] = new JsonObject { ["type"] = "button", ["action_id"] = action, ["block_id"] = "hitl.decide", ["value"] = token },
        });
    }

    private Task<IReadOnlyList<Decision>> DecisionsAsync(OpenRequest request) => slack.World.Get<IStageStore>().DecisionsAsync(request.Id, 1, Cancel);
}
