using Hitl.Escalations.Desk;
using Hitl.Escalations.Drills;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Ops;

namespace Hitl.Tests.Activities.Desk;

/// <summary>What a desk card says at one moment.</summary>
public sealed class DeskComposerTests
{
    private readonly DeskBench _bench = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_waits_for_ops_says_where_why_since_when_whose_it_is_and_what_was_sent()
    {
        var request = await _bench.ParkAsync();
        var effect = new EffectKey(request, 1, "refund-payment", false);
        await _bench.Execution.IntendAsync(effect, "key", "digest", DeskBench.Entry(LedgerKinds.EffectIntended), Cancel);
        await _bench.Execution.RecordAsync(effect, EffectStatus.Unknown, "re_1", "no answer", DeskBench.Entry(LedgerKinds.EffectRecorded), Cancel);

        var (face, user) = (await _bench.Composer.ComposeAsync(new(DeskCardKey.Parked, request.Value, new("gus")), Cancel))!.Value;

        Assert.Equal(("U0GUS", true, "operations", "/console/requests/" + request), (user, face.IsOpen, face.Owner, face.ConsolePath));
        Assert.Equal(_bench.Time.Now + ParkedStep.Due, face.DueAt);
        Assert.Equal(
            [
                ("Request", request.Value), ("Action", "Refund a payment, 420.00 USD"), ("Customer", "cus_1 (retail)"), ("Waits at", "refund-payment"),
                ("Why", "the target does not answer"), ("Since", "2026-03-04 12:00 UTC"), ("refund-payment", "Unknown, 1 sends, re_1: no answer"),
            ],
            face.Facts.Select(fact => (fact.Key, fact.Value)));
    }

    [Fact]
    public async Task An_undoing_that_waits_is_called_one()
    {
        var request = await _bench.ParkAsync(isCompensation: true);

        var (face, _) = (await _bench.Composer.ComposeAsync(new(DeskCardKey.Parked, request.Value, new("gus")), Cancel))!.Value;

        Assert.Contains(new("Waits at", "undoing refund-payment"), face.Facts);
    }

    [Fact]
    public async Task What_went_on_is_closed_and_says_so()
    {
        var request = await _bench.ParkAsync();
        await _bench.ReleaseAsync(request);

        var (face, _) = (await _bench.Composer.ComposeAsync(new(DeskCardKey.Parked, request.Value, new("gus")), Cancel))!.Value;

        Assert.False(face.IsOpen);
        Assert.StartsWith("Nothing to do any more", face.Standing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_drill_names_every_step_and_whoever_runs_it_and_what_came_of_it()
    {
        var drill = await _bench.DrillAsync();
        var key = new DeskCardKey(DeskCardKey.Drill, drill.Id.ToString("D"), new("gus"));

        var open = (await _bench.Composer.ComposeAsync(key, Cancel))!.Value.Face;
        await _bench.Drills.StartAsync(drill.Id, new("gus"), DeskBench.Entry(LedgerKinds.DrillStarted), Cancel);
        var running = (await _bench.Composer.ComposeAsync(key, Cancel))!.Value.Face;
        await _bench.Drills.EndAsync(drill.Id, DrillState.Failed, "the sandbox refused", DeskBench.Entry(LedgerKinds.DrillEnded), Cancel);
        var failed = (await _bench.Composer.ComposeAsync(key, Cancel))!.Value.Face;

        Assert.Equal((true, false, false), (open.IsOpen, running.IsOpen, failed.IsOpen));
        Assert.Equal((drill.OpenedAt + DrillStanding.GoodFor, "operations"), (open.DueAt, open.Owner));
        Assert.Contains(open.Facts, fact => fact.Key == "refund-payment" && fact.Value.StartsWith("refund with ", StringComparison.Ordinal) && fact.Value.EndsWith("then cancel-refund, at the sandbox of payments", StringComparison.Ordinal));
        Assert.Contains(running.Facts, fact => fact is { Key: "Run by", Value: "gus at 2026-03-04 12:00 UTC" });
        Assert.Contains(failed.Facts, fact => fact is { Key: "What came of it", Value: "the sandbox refused" });
        Assert.StartsWith("It failed", failed.Standing, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DeskCardKey.Parked, "req_unknown", "gus")]
    [InlineData(DeskCardKey.Drill, "not-an-id", "gus")]
    [InlineData(DeskCardKey.Drill, "00000000-0000-0000-0000-000000000001", "gus")]
    [InlineData(DeskCardKey.Drill, "00000000-0000-0000-0000-000000000001", "somebody-else")]
    public async Task There_is_no_card_about_what_is_not_there_or_for_who_cannot_be_reached(string kind, string subject, string person) =>
        Assert.Null(await _bench.Composer.ComposeAsync(new(kind, subject, new(person)), Cancel));
}
