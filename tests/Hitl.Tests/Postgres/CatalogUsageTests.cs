using Hitl.Escalations.Ids;
using Hitl.Escalations.Intake;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Postgres.Catalogs;

namespace Hitl.Tests.Postgres;

public sealed class CatalogUsageTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static readonly DateTimeOffset Since = TimeProvider.System.GetUtcNow().AddDays(-1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private CatalogUsage Usage => database.Get<CatalogUsage>();

    [Fact]
    public async Task Gaps_are_counted_by_action_and_actor_with_what_the_newest_was_told()
    {
        await RecordAsync("gap-bot", evaluation => evaluation with { Explanation = evaluation.Explanation with { Sentence = "Refused: first.", IsGap = true, Rule = null } });
        var last = await RecordAsync("gap-bot", evaluation => evaluation with { Explanation = evaluation.Explanation with { Sentence = "Refused: second.", IsGap = true, Rule = null } });
        await RecordAsync("gap-bot", evaluation => evaluation);

        var gaps = (await Usage.GapsAsync(Since, Cancel)).Where(gap => gap.Actor == "gap-bot");
        var later = await Usage.GapsAsync(TimeProvider.System.GetUtcNow().AddDays(1), Cancel);

        var gap = Assert.Single(gaps);
        Assert.Equal(("refund", 2L, "Refused: second.", last), (gap.Action, gap.Count, gap.Sentence, gap.Last));
        Assert.Empty(later);
    }

    [Fact]
    public async Task An_action_nobody_knows_is_a_gap_though_no_request_of_it_is_stored()
    {
        foreach (var action in new[] { "fly", "fly", new string('x', 200), "" }) await Usage.NoteUnknownActionAsync(new("lost-bot"), action, Cancel);

        var gaps = (await Usage.GapsAsync(Since, Cancel)).Where(gap => gap.Actor == "lost-bot").ToList();

        Assert.Equal([("fly", 2L), ("(none)", 1L), (new string('x', 64), 1L)], gaps.Select(gap => (gap.Action, gap.Count)));
        Assert.All(gaps, gap => Assert.Null(gap.Last));
        Assert.Equal("Refused: the catalog has no action fly.", gaps[0].Sentence);
        Assert.DoesNotContain(await Usage.GapsAsync(TimeProvider.System.GetUtcNow().AddDays(1), Cancel), gap => gap.Actor == "lost-bot");
    }

    [Fact]
    public async Task A_flood_of_invented_actions_is_counted_whole_and_kept_in_fifty_one_rows()
    {
        await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Task.Run(() => Usage.NoteUnknownActionAsync(new("inventive-bot"), $"made-up-{i % 200}", Cancel))));

        var gaps = (await Usage.GapsAsync(Since, Cancel)).Where(gap => gap.Actor == "inventive-bot").ToList();

        Assert.Equal(51, gaps.Count);
        Assert.Equal(400, gaps.Sum(gap => gap.Count));
        Assert.Equal("(other names)", gaps[0].Action);
    }

    [Fact]
    public async Task What_was_drawn_is_listed_newest_first_with_its_draw_and_the_share_comes_out()
    {
        var drawn = new List<RequestId>();
        foreach (var draw in new[] { 699, 700, 0 })
        {
            var id = await RecordAsync("sampled-bot", evaluation => evaluation with { Outcome = EvaluationOutcome.Allowed, Sample = new(700, draw, "shop") });
            if (draw < 700) drawn.Insert(0, id);
        }

        var samples = (await Usage.SamplesAsync(Since, 1_000, Cancel)).Where(sample => sample.Request.Actor.Value == "sampled-bot").ToList();
        var share = (await Usage.SampleSharesAsync(Since, Cancel)).Single(share => share.ShareInHundredths == 700);

        Assert.Equal(drawn, samples.Select(sample => sample.Request.Id));
        Assert.Equal([new(700, 0, "shop"), new SampleDraw(700, 699, "shop")], samples.Select(sample => sample.Draw));
        Assert.Equal(new SampleShare("refund", 700, 3, 2), share);
        Assert.Single(await Usage.SamplesAsync(Since, 1, Cancel));
    }

    [Fact]
    public async Task A_revision_is_noted_afresh()
    {
        var id = await RecordAsync("revised-bot", evaluation => evaluation with { Explanation = evaluation.Explanation with { IsGap = true, Rule = null }, Canary = new("9.9.9", EvaluationOutcome.Allowed) });
        var first = await database.AskAsync<bool>($"select is_gap and is_canary and not is_sampled from hitl.request where id = '{id}'");

        await database.Get<IRequestStore>().ReviseAsync(id, 2, [], Cancel);
        var between = await database.AskAsync<bool>($"select is_gap or is_canary or is_sampled from hitl.request where id = '{id}'");
        await database.Get<IRequestStore>().RecordEvaluationAsync(id, Samples.Evaluation(Samples.Request("revised-bot")) with { Sample = new(500, 499, "shop") }, new string('a', 64), RequestState.Approved, [], Cancel);

        Assert.True(first);
        Assert.False(between);
        Assert.True(await database.AskAsync<bool>($"select is_sampled and not is_gap and not is_canary from hitl.request where id = '{id}'"));
    }

    [Fact]
    public async Task Use_of_rules_is_counted_with_the_largest_amount()
    {
        await RecordAsync("use-bot", evaluation => evaluation);
        await RecordAsync("use-bot", evaluation => evaluation);

        var use = Assert.Single(await Usage.RulesAsync(Since, Cancel), use => use.Actor == new ActorId("use-bot"));

        Assert.Equal(("ask-above-50", "USD", 2L, 42_000L), (use.Rule, use.Currency, use.Count, use.Largest));
    }

    [Fact]
    public async Task Agreement_with_a_canary_is_what_people_decided_against_what_the_catalog_would_have()
    {
        foreach (var status in new[] { "approved", "approved", "denied", "escalated" })
        {
            var id = await RecordAsync("canary-bot", evaluation => evaluation with { Canary = new("9.9.9", EvaluationOutcome.Allowed) });
            await database.ExecuteAsync($"insert into hitl.stage (request, revision, ordinal, name, definition, status, closed_at) values ('{id}', 1, 1, 'first', '{{}}', '{status}', now())");
        }

        var canary = Assert.Single(await Usage.CanariesAsync(Cancel), canary => canary.Actor == "canary-bot");

        Assert.Equal(new CanaryUse("canary-bot", "9.9.9", 4, 2, 1), canary);
    }

    [Fact]
    public async Task Past_requests_come_back_as_they_were_asked_in_order()
    {
        var first = await RecordAsync("past-bot", evaluation => evaluation);
        var second = await RecordAsync("past-bot", evaluation => evaluation);

        var past = new List<ActionRequest>();
        await foreach (var request in Usage.SinceAsync(Since, Cancel)) past.Add(request);

        Assert.Equal([first, second], past.Where(request => request.Actor == new ActorId("past-bot")).Select(request => request.Id));
    }

    [Fact]
    public void The_first_identifier_of_a_moment_stands_before_those_made_then_and_after_those_made_before()
    {
        var moment = Samples.Noon;

        Assert.True(string.CompareOrdinal(RequestId.FirstAt(moment).Value, RequestId.New(moment).Value) <= 0);
        Assert.True(string.CompareOrdinal(RequestId.FirstAt(moment).Value, RequestId.New(moment.AddMilliseconds(-1)).Value) > 0);
        Assert.True(RequestId.IsWellFormed(RequestId.FirstAt(moment).Value));
    }

    private async Task<RequestId> RecordAsync(string actor, Func<Evaluation, Evaluation> change)
    {
        var request = Samples.Request(actor);
        await database.Get<IRequestIntake>().SubmitAsync(request, $"key-{request.Id}", new string('b', 64), Samples.Entry(request, LedgerKinds.RequestReceived), Cancel);
        await database.Get<IRequestStore>().RecordEvaluationAsync(request.Id, change(Samples.Evaluation(request)), new string('a', 64), RequestState.Deciding, [], Cancel);
        return request.Id;
    }
}
