using Hitl.Escalations.Cards;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Tests.Workflows;

namespace Hitl.Tests.Activities.Cards;

public sealed class CardCourierTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_card_is_posted_once_and_recorded_with_the_hash_of_what_was_shown()
    {
        var bench = await new CardBench().AskAsync();

        await bench.SettleAsync();

        Assert.Single(bench.Wall.Messages);
        var posted = Assert.Single(bench.Ledger.Entries, entry => entry.Kind == LedgerKinds.CardPosted);
        Assert.Equal(new string('5', 64), posted.Body["shown"]!.ToString());
        Assert.Equal("ben", posted.Body["person"]!.ToString());
    }

    [Fact]
    public async Task A_post_whose_answer_was_lost_is_adopted_and_not_posted_again()
    {
        var bench = await new CardBench().AskAsync();
        bench.Wall.Posts.Enqueue(CardWall.Lost);

        await bench.SettleAsync();

        Assert.Single(bench.Wall.Messages);
        Assert.NotNull(bench.Card.Location);
        Assert.Single(bench.Ledger.Kinds, kind => kind == LedgerKinds.CardPosted);
    }

    [Fact]
    public async Task A_worker_that_dies_after_posting_leaves_one_live_card()
    {
        var bench = await new CardBench().AskAsync();
        var jobs = await bench.Stages.ClaimAsync(10, TimeSpan.FromMinutes(1), Cancel);
        var face = (await bench.Composer.ComposeAsync(jobs[0].Key, Cancel))!.Face;
        bench.Wall.Put("U0BEN", jobs[0].DeliveryId, face);
        bench.Wall.Put("U0BEN", jobs[0].DeliveryId, face);

        await bench.SettleAsync();

        Assert.Single(bench.Wall.Retired);
        Assert.Single(bench.Wall.Messages.Values, message => message.Face is not null);
        Assert.DoesNotContain(bench.Wall.Retired, location => location == bench.Card.Location);
    }

    [Fact]
    public async Task A_rate_limit_is_waited_out_for_as_long_as_Slack_says()
    {
        var bench = await new CardBench().AskAsync();
        bench.Wall.Posts.Enqueue(CardWall.Later(TimeSpan.FromSeconds(17)));

        await bench.Dispatcher.DeliverAsync(await bench.Stages.ClaimAsync(10, TimeSpan.FromMinutes(1), Cancel), Cancel);

        Assert.Equal(bench.Time.Now.AddSeconds(17), bench.Card.RetryAt);
        Assert.Empty(bench.Wall.Messages);
    }

    [Fact]
    public async Task After_a_rate_limit_nothing_is_searched_for_because_nothing_can_have_been_posted()
    {
        var bench = await new CardBench().AskAsync();
        bench.Wall.Posts.Enqueue(CardWall.Later(TimeSpan.FromSeconds(17)));

        await bench.SettleAsync();

        Assert.Single(bench.Wall.Messages);
        Assert.Equal(0, bench.Wall.Searches);
    }

    [Fact]
    public async Task A_stage_that_closed_while_its_card_was_limited_sends_nobody_a_message()
    {
        var bench = await new CardBench().AskAsync();
        bench.Wall.Posts.Enqueue(CardWall.Later(TimeSpan.FromSeconds(17)));
        await bench.Dispatcher.DeliverAsync(await bench.Stages.ClaimAsync(10, TimeSpan.FromMinutes(1), Cancel), Cancel);
        await bench.ApproveAsync();

        await bench.SettleAsync();

        Assert.Empty(bench.Wall.Messages);
        Assert.True(bench.Card.HasGivenUp);
    }

    [Fact]
    public async Task A_stage_that_closed_while_nobody_knew_of_its_card_sends_no_second_message()
    {
        var bench = await new CardBench().AskAsync();
        bench.Wall.Posts.Enqueue(CardWall.Lost with { Error = "http_500" });
        await bench.Dispatcher.DeliverAsync(await bench.Stages.ClaimAsync(10, TimeSpan.FromMinutes(1), Cancel), Cancel);
        await bench.ApproveAsync();

        await bench.SettleAsync();

        Assert.Empty(bench.Wall.Messages);
        Assert.True(bench.Wall.Searches > 0);
        Assert.True(bench.Card.HasGivenUp);
    }

    [Fact]
    public async Task A_person_who_cannot_be_reached_is_given_up_and_recorded()
    {
        var bench = await new CardBench().AskAsync();
        bench.Wall.AlwaysOnPost = CardWall.Refused;

        await bench.SettleAsync();

        Assert.True(bench.Card.HasGivenUp);
        Assert.Single(bench.Ledger.Kinds, kind => kind == LedgerKinds.CardUndelivered);
    }

    [Fact]
    public async Task A_card_that_is_gone_is_posted_anew()
    {
        var bench = await new CardBench().AskAsync();
        await bench.SettleAsync();
        var first = bench.Card.Location;
        await bench.ApproveAsync();
        bench.Wall.Updates.Enqueue(CardWall.Gone);

        await bench.SettleAsync();

        Assert.NotEqual(first, bench.Card.Location);
        Assert.Equal(StageStatus.Approved, bench.Wall.Messages[bench.Card.Location!].Face!.StageStatus);
    }

    [Fact]
    public async Task An_update_that_fails_is_repeated_until_the_truth_is_shown()
    {
        var bench = await new CardBench().AskAsync();
        await bench.SettleAsync();
        await bench.ApproveAsync();
        for (var i = 0; i < 3; i++) bench.Wall.Updates.Enqueue(CardWall.Later(TimeSpan.FromSeconds(1)));

        await bench.SettleAsync();

        Assert.False(bench.Wall.Messages[bench.Card.Location!].Face!.IsOpen);
        Assert.Equal(bench.Card.Wanted, bench.Card.Shown);
    }

    [Fact]
    public async Task A_stage_that_closed_before_its_card_was_posted_sends_nobody_a_message()
    {
        var bench = await new CardBench().AskAsync();
        await bench.ApproveAsync();

        await bench.SettleAsync();

        Assert.Empty(bench.Wall.Messages);
        Assert.DoesNotContain(LedgerKinds.CardUndelivered, bench.Ledger.Kinds);
    }

    [Fact]
    public async Task A_reminder_is_sent_once_in_the_thread_of_the_card()
    {
        var bench = await new CardBench().AskAsync();
        await bench.SettleAsync();
        await bench.Stages.RemindAsync(bench.Stage, 1, [], Cancel);

        await bench.SettleAsync();
        await bench.SettleAsync();

        Assert.Equal(bench.Card.Location, Assert.Single(bench.Wall.Reminders));
    }

    [Fact]
    public async Task A_reminder_that_slack_puts_off_is_tried_again_without_updating_its_card_again()
    {
        var bench = await new CardBench().AskAsync();
        await bench.SettleAsync();
        await bench.Stages.RemindAsync(bench.Stage, 1, [], Cancel);
        for (var i = 0; i < 3; i++) bench.Wall.Reminds.Enqueue(CardWall.Later(TimeSpan.FromSeconds(1)));
        var before = bench.Wall.Updated;

        await bench.SettleAsync();

        Assert.Equal(bench.Card.Location, Assert.Single(bench.Wall.Reminders));
        Assert.Equal(1, bench.Wall.Updated - before);
    }

    [Fact]
    public async Task A_card_carries_a_token_of_exactly_its_stage_and_digest_and_none_once_it_is_over()
    {
        var bench = await new CardBench().AskAsync();
        var open = (await bench.Composer.ComposeAsync(bench.Card.Key, Cancel))!.Face;
        await bench.ApproveAsync();
        var closed = (await bench.Composer.ComposeAsync(bench.Card.Key, Cancel))!.Face;

        var token = CardToken.Read(open.Token, bench.Keys)!;
        Assert.Equal((bench.Stage, open.Digest[..CardToken.DigestLength]), (token.Stage, token.Digest));
        Assert.Null(closed.Token);
    }

    [Fact]
    public async Task A_card_of_an_older_revision_has_no_token_of_the_new_one()
    {
        var bench = await new CardBench().AskAsync();
        await bench.Requests.ReviseAsync(bench.Stage.Request, 2, [], Cancel);
        var nothingYet = await bench.Composer.ComposeAsync(bench.Card.Key, Cancel);
        await new Hitl.Activities.Evaluations.EvaluationActivities(bench.Requests, bench.Catalogs, new Hitl.Tests.Workflows.Memory.MemoryReservations(bench.Requests, bench.Time), new Hitl.Tests.Workflows.Memory.MemoryShadowCards(), new Hitl.Tests.Workflows.Memory.MemoryStates(), new Hitl.Tests.Workflows.Memory.MemoryDrills(bench.Ledger, bench.Time), bench.Time).EvaluateAsync(bench.Stage.Request);

        var old = await bench.Composer.ComposeAsync(bench.Card.Key, Cancel);

        Assert.Null(nothingYet);
        Assert.Null(old!.Face.Token);
    }

    [Fact]
    public async Task One_card_that_cannot_be_composed_does_not_stop_the_others()
    {
        var bench = await new CardBench().AskAsync();
        var other = await new CardBench().AskAsync();
        var stranger = new CardJob(other.Card.Key, "d", null, 1, 0, 0, null);

        await bench.Dispatcher.DeliverAsync([stranger with { Key = new(bench.Stage, new("nobody")) }, .. await bench.Stages.ClaimAsync(10, TimeSpan.FromMinutes(1), Cancel)], Cancel)
            .ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.NotNull(bench.Card.Location);
    }

    [Fact]
    public async Task The_state_of_the_request_reaches_the_card()
    {
        var bench = await new CardBench().AskAsync();
        await bench.SettleAsync();
        await bench.ApproveAsync();
        bench.Requests.Put(bench.Stage.Request, RequestState.Executed, "Done: refund-payment (re_1).");

        await bench.SettleAsync();

        var face = bench.Wall.Messages[bench.Card.Location!].Face!;
        Assert.Equal((RequestState.Executed, "Done: refund-payment (re_1)."), (face.State, face.Outcome));
    }
}
