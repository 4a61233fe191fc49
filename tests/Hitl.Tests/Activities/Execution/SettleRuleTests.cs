using Hitl.Activities.Execution;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Requests;
using Hitl.Workflows.Execution;

namespace Hitl.Tests.Activities.Execution;

public sealed class SettleRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly EffectKey Key = new(new("req_x"), 1, "refund", false);

    // status · sends · age h · key life h · look-up · round so far → move
    [Theory]
    [InlineData(null, 0, 0, 24, true, "", "Send")]
    [InlineData("Done", 1, 0, 24, true, "", "Done")]
    [InlineData("Done", 1, 90, 0, false, "replay", "Done")]
    [InlineData("Refused", 1, 0, 24, true, "", "Refused")]
    [InlineData("Refused", 1, 0, 24, true, "replay", "LookUp")]
    [InlineData("Refused", 1, 0, 24, true, "replay not-found", "Refused")]
    [InlineData("NotDone", 1, 0, 24, true, "", "Send")]
    [InlineData("NotDone", 3, 0, 24, true, "", "Send")]
    [InlineData("NotDone", 4, 0, 24, true, "", "Park")]
    [InlineData("NotDone", 4, 0, 24, true, "replay", "LookUp")]
    [InlineData("NotDone", 4, 0, 24, true, "replay not-found", "Send")]
    [InlineData("NotDone", 4, 0, 24, false, "replay", "Send")]
    [InlineData("NotDone", 3, 0, 24, true, "unknown3", "Park")]
    [InlineData("Intended", 1, 0, 24, true, "", "LookUp")]
    [InlineData("Unknown", 1, 0, 24, true, "", "LookUp")]
    [InlineData("Unknown", 1, 0, 24, true, "not-found", "Send")]
    [InlineData("Unknown", 1, 19.9, 24, true, "not-found", "Send")]
    [InlineData("Unknown", 1, 20, 24, true, "not-found", "Wait")]
    [InlineData("Unknown", 1, 0.9, 1, true, "not-found", "Send")]
    [InlineData("Unknown", 1, 1, 1, true, "not-found", "Wait")]
    [InlineData("Unknown", 1, 0, 0, true, "not-found", "Wait")]
    [InlineData("Unknown", 1, 0, 0, true, "not-found-window-ago", "LookUp")]
    [InlineData("Unknown", 1, 0, 0, true, "not-found-after-window", "ConfirmNotDone")]
    [InlineData("Unknown", 4, 0, 24, true, "not-found", "Wait")]
    [InlineData("Unknown", 3, 0, 24, true, "unknown3 not-found", "Wait")]
    [InlineData("Unknown", 1, 0, 24, true, "failed-look-ups", "Park")]
    [InlineData("Unknown", 1, 0, 24, false, "", "Send")]
    [InlineData("Unknown", 4, 0, 24, false, "", "Park")]
    [InlineData("Unknown", 1, 20, 24, false, "", "Park")]
    [InlineData("Unknown", 1, 0, 0, false, "", "Park")]
    [InlineData("Unknown", 1, 0, 0, false, "replay", "Park")]
    [InlineData("Intended", 1, 0, 0, false, "", "Park")]
    public void The_next_move_is(string? status, int sends, double ageHours, double keyHours, bool canLookUp, string round, string move)
    {
        var step = new SagaStep
        {
            Name = "refund", Target = "payments", Host = "h", Operation = "refund", Arguments = ActionParameters.Empty, Retries = 3,
            KeyLife = TimeSpan.FromHours(keyHours), SettleWindow = TimeSpan.FromMinutes(15), CanLookUp = canLookUp,
        };
        var effect = status is null ? null : new EffectRecord(Key, Enum.Parse<EffectStatus>(status), "k", "d", sends, Now.AddHours(-ageHours), null, null);

        var next = SettleRule.Next(new(step, effect, Round(round, sends), Now));

        Assert.Equal(Enum.Parse<SettleMoveKind>(move), next.Kind);
    }

    [Fact]
    public void A_wait_ends_exactly_with_the_settle_window()
    {
        var step = new SagaStep
        {
            Name = "refund", Target = "payments", Host = "h", Operation = "refund", Arguments = ActionParameters.Empty, KeyLife = TimeSpan.Zero, SettleWindow = TimeSpan.FromMinutes(15),
        };
        var effect = new EffectRecord(Key, EffectStatus.Unknown, "k", "d", 1, Now, null, null);

        var next = SettleRule.Next(new(step, effect, new() { NotFoundSince = Now.AddMinutes(-4), NotFoundAt = Now }, Now));

        Assert.Equal(TimeSpan.FromMinutes(11), next.Wait);
    }

    private static StepProgress Round(string words, int sends)
    {
        var progress = words.Contains("replay") ? StepProgress.Replay(sends) : new();
        if (words.Contains("not-found")) progress = progress with { NotFoundSince = Now, NotFoundAt = Now };
        if (words.Contains("window-ago")) progress = progress with { NotFoundSince = Now.AddMinutes(-15), NotFoundAt = Now.AddMinutes(-15) };
        if (words.Contains("after-window")) progress = progress with { NotFoundSince = Now.AddMinutes(-15), NotFoundAt = Now };
        if (words.Contains("unknown3")) progress = progress with { UnknownSends = 3 };
        return words.Contains("failed-look-ups") ? progress with { FailedLookUps = 4 } : progress;
    }
}
