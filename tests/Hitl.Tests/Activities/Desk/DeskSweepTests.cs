using Hitl.Escalations.Cards;

namespace Hitl.Tests.Activities.Desk;

/// <summary>The clock of what waits for ops, and what becomes of each card that is due.</summary>
public sealed class DeskSweepTests
{
    private static readonly CardLocation Posted = new("D_U0GUS", "1.0");

    private readonly DeskBench _bench = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 0, "emil")]
    [InlineData(29, 0, "emil")]
    [InlineData(30, 1, "emil,gus")]
    [InlineData(95, 3, "emil,gus")]
    [InlineData(6_000, 8, "emil,gus")]
    public async Task What_waits_is_its_owners_for_half_an_hour_then_all_of_ops_are_asked_and_reminded_so_often(int minutes, int reminder, string people)
    {
        var request = await _bench.ParkAsync(owner: "refund-lead");
        _bench.Time.Pass(TimeSpan.FromMinutes(minutes));

        await _bench.Sweep.WantAsync(Cancel);

        var wanted = Assert.Single(_bench.Desk.Wanted);
        Assert.Equal(("parked", request.Value, people, reminder), (wanted.Kind, wanted.Subject, string.Join(',', wanted.People), wanted.Reminder));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("a-role-that-is-gone")]
    public async Task Where_nobody_of_the_owning_role_is_there_ops_is_asked_at_once(string owner)
    {
        await _bench.ParkAsync(owner);

        await _bench.Sweep.WantAsync(Cancel);

        Assert.Equal(["gus"], Assert.Single(_bench.Desk.Wanted).People.Select(person => person.Value));
    }

    [Fact]
    public async Task Without_a_catalog_nobody_is_asked_and_nothing_is_lost()
    {
        var job = _bench.Owe(await _bench.ParkAsync());
        _bench.Catalogs.Active = null;

        await _bench.Sweep.WantAsync(Cancel);
        await _bench.Sweep.DeliverAsync(Cancel);

        Assert.Empty(_bench.Desk.Wanted);
        Assert.Equal((job, "nobody to show it to"), (_bench.Desk.Failed.Single().Job, _bench.Desk.Failed.Single().Error));
    }

    [Fact]
    public async Task A_card_is_posted_once_and_brought_to_the_truth_from_then_on()
    {
        var request = await _bench.ParkAsync();
        _bench.Owe(request);
        _bench.Owe(request, Posted);

        var claimed = await _bench.Sweep.DeliverAsync(Cancel);

        Assert.Equal(2, claimed);
        Assert.Equal(["post", "update"], _bench.Wall.Done.Select(done => done.What));
        Assert.Equal([Posted, Posted], _bench.Desk.Shown.Select(shown => shown.Location));
    }

    [Fact]
    public async Task Who_is_overdue_is_reminded_below_the_card_and_not_about_what_is_over()
    {
        var request = await _bench.ParkAsync();
        _bench.Owe(request, Posted, reminder: 1);

        await _bench.Sweep.DeliverAsync(Cancel);
        await _bench.ReleaseAsync(request);
        _bench.Owe(request, Posted, reminder: 2);
        await _bench.Sweep.DeliverAsync(Cancel);

        Assert.Equal(["update", "remind", "update"], _bench.Wall.Done.Select(done => done.What));
        Assert.Equal(2, _bench.Desk.Shown.Count);
    }

    [Fact]
    public async Task What_is_over_before_its_card_was_posted_is_not_posted()
    {
        var request = await _bench.ParkAsync();
        await _bench.ReleaseAsync(request);
        _bench.Owe(request);

        await _bench.Sweep.DeliverAsync(Cancel);

        Assert.Empty(_bench.Wall.Done);
        Assert.Null(Assert.Single(_bench.Desk.Failed).RetryAt);
    }

    [Fact]
    public async Task A_card_that_somebody_deleted_is_posted_again()
    {
        _bench.Wall.Answers.Enqueue(new(CardDeliveryOutcome.Gone, null, null, null, "message_not_found"));
        _bench.Owe(await _bench.ParkAsync(), new("D_U0GUS", "0.9"));

        await _bench.Sweep.DeliverAsync(Cancel);

        Assert.Equal(["update", "post"], _bench.Wall.Done.Select(done => done.What));
        Assert.Equal(Posted, Assert.Single(_bench.Desk.Shown).Location);
    }

    [Theory]
    [InlineData(CardDeliveryOutcome.Later, 7, 0, 7)]
    [InlineData(CardDeliveryOutcome.Later, null, 0, 1)]
    [InlineData(CardDeliveryOutcome.Unknown, null, 3, 8)]
    [InlineData(CardDeliveryOutcome.Unknown, null, 12, 60)]
    [InlineData(CardDeliveryOutcome.Refused, null, 0, null)]
    public async Task What_cannot_be_shown_is_tried_again_when_Slack_says_or_ever_more_rarely_and_what_is_refused_never(CardDeliveryOutcome outcome, int? retryAfter, int attempts, int? seconds)
    {
        _bench.Wall.Answers.Enqueue(new(outcome, null, null, retryAfter is { } after ? TimeSpan.FromSeconds(after) : null, "its_code"));
        _bench.Owe(await _bench.ParkAsync(), attempts: attempts);

        await _bench.Sweep.DeliverAsync(Cancel);

        Assert.Equal(("its_code", seconds is { } so ? _bench.Time.Now.AddSeconds(so) : (DateTimeOffset?)null), (_bench.Desk.Failed.Single().Error, _bench.Desk.Failed.Single().RetryAt));
        Assert.Empty(_bench.Desk.Shown);
    }
}
