using Hitl.Escalations.Cards;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Stages;
using Hitl.Postgres;
using Hitl.Postgres.Cards;
using Hitl.Postgres.Connections;

namespace Hitl.Tests.Postgres;

public sealed class CardQueueTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private const int Most = 3;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly PostgresOptions Options = new() { MostOpenCards = Most };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ICardOutbox Cards => new CardOutbox(database.Get<Database>(), Options, TimeProvider.System);

    private IDigestOutbox Digests => new DigestOutbox(database.Get<Database>(), Options);

    [Fact]
    public async Task A_flood_of_one_agent_waits_behind_itself_and_not_in_front_of_another()
    {
        await ClearAsync();
        for (var n = 0; n < 20; n++) await OwedAsync("flood-bot", Someone());
        var other = await OwedAsync("quiet-bot", Someone());

        var claimed = await Cards.ClaimAsync(2, Minute, Cancel);

        Assert.Equal(2, claimed.Count);
        Assert.Contains(claimed, job => job.Key.Stage == other);
    }

    [Fact]
    public async Task A_free_place_goes_to_the_agent_that_has_fewest_of_them()
    {
        var person = Someone();
        var keys = new List<StageKey>();
        for (var n = 0; n < Most + 3; n++) keys.Add(await OwedAsync("flood-bot", person));
        foreach (var job in await ClaimAsync(person)) await ShownAsync(job);
        var quiet = await OwedAsync("quiet-bot", person);

        await DecideAsync(keys[0], person);

        Assert.Equal([quiet], (await ClaimAsync(person)).Where(job => job.Location is null).Select(job => job.Key.Stage));
    }

    [Fact]
    public async Task A_person_has_so_many_open_cards_and_the_next_comes_when_one_is_decided()
    {
        var person = Someone();
        var keys = new List<StageKey>();
        for (var n = 0; n < Most + 2; n++) keys.Add(await OwedAsync("support-bot", person));

        var first = await ClaimAsync(person);
        foreach (var job in first) await ShownAsync(job);
        var full = await ClaimAsync(person);
        await DecideAsync(keys[0], person);
        var next = await ClaimAsync(person);

        Assert.Equal(keys[..Most], first.Select(job => job.Key.Stage));
        Assert.Empty(full);
        Assert.Equal([keys[Most]], next.Where(job => job.Location is null).Select(job => job.Key.Stage));
    }

    [Fact]
    public async Task Workers_that_claim_at_the_same_moment_give_out_no_more_places_than_there_are()
    {
        for (var round = 0; round < 5; round++)
        {
            var person = Someone();
            var keys = new List<StageKey>();
            for (var n = 0; n < Most * 3; n++) keys.Add(await OwedAsync("support-bot", person));

            var claims = await Task.WhenAll(keys.Select(key => Task.Run(() => Cards.ClaimStageAsync(key, Minute, Cancel))));

            Assert.Equal(Most, claims.Sum(claimed => claimed.Count));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stage_that_closes_or_a_card_that_cannot_be_delivered_frees_its_place(bool isGivenUp)
    {
        var person = Someone();
        var keys = new List<StageKey>();
        for (var n = 0; n < Most + 1; n++) keys.Add(await OwedAsync("support-bot", person));
        var first = await ClaimAsync(person);

        if (isGivenUp) await Cards.FailedAsync(first[0], "channel_not_found", null, null, Cancel);
        else await database.Get<IStageStore>().CloseAsync(keys[0], StageStatus.Escalated, IdentityGraph.None, Cancel);

        Assert.Equal([keys[Most]], (await ClaimAsync(person)).Where(job => job.Attempts == 0).Select(job => job.Key.Stage));
    }

    [Fact]
    public async Task What_waits_beyond_the_open_cards_is_named_in_one_digest_which_counts_as_told()
    {
        var person = Someone();
        var keys = new List<StageKey>();
        for (var n = 0; n < Most + 2; n++) keys.Add(await OwedAsync("support-bot", person));
        foreach (var posted in await ClaimAsync(person)) await ShownAsync(posted);
        var before = await Cards.DeliveredAsync(keys[^1], Cancel);

        var job = Assert.Single(await Digests.ClaimAsync(Minute, Cancel), digest => digest.Person == person);
        await Digests.ShownAsync(job, new("D1", "1.1"), [Samples.Entry(Samples.Request() with { Id = keys[^1].Request }, LedgerKinds.CardPosted)], Cancel);
        var again = (await Digests.ClaimAsync(Minute, Cancel)).Where(digest => digest.Person == person);

        Assert.Equal(2, job.Waiting);
        Assert.Equal(keys[Most..], job.Stages);
        Assert.Equal(keys[Most..], job.Untold);
        Assert.Equal((0, 1), (before, await Cards.DeliveredAsync(keys[^1], Cancel)));
        Assert.Empty(again);
        Assert.Equal(1, await database.RowsAsync(keys[^1].Request, LedgerKinds.CardPosted));
    }

    [Fact]
    public async Task A_digest_follows_what_waits_and_ends_when_nothing_does()
    {
        var person = Someone();
        var keys = new List<StageKey>();
        for (var n = 0; n < Most + 1; n++) keys.Add(await OwedAsync("support-bot", person));
        foreach (var posted in await ClaimAsync(person)) await ShownAsync(posted);
        var first = Assert.Single(await Digests.ClaimAsync(Minute, Cancel), digest => digest.Person == person);
        await Digests.ShownAsync(first, new("D1", "1.1"), [], Cancel);

        await DecideAsync(keys[0], person);
        foreach (var posted in await ClaimAsync(person)) await ShownAsync(posted);
        await DueAsync(person);
        var last = Assert.Single(await Digests.ClaimAsync(Minute, Cancel), digest => digest.Person == person);
        await Digests.ShownAsync(last, last.Location!, [], Cancel);
        await DueAsync(person);

        Assert.Equal((0, "1.1"), (last.Waiting, last.Location!.MessageId));
        Assert.DoesNotContain(await Digests.ClaimAsync(Minute, Cancel), digest => digest.Person == person);
        Assert.Equal(0L, await database.AskAsync<long>($"select count(*) from hitl.digest where person = '{person}' and message is not null"));
    }

    [Fact]
    public async Task While_posting_to_a_person_is_limited_their_cards_go_one_at_a_time_in_the_order_they_were_owed()
    {
        var (person, other) = (Someone(), Someone());
        var keys = new List<StageKey>();
        for (var n = 0; n < Most; n++) keys.Add(await OwedAsync("support-bot", person));
        var limited = (await ClaimAsync(person))[0];
        await database.ExecuteAsync($"update hitl.card set attempts = 0, slot = false, due_at = clock_timestamp() where person = '{person}'");
        await Cards.PutOffAsync(limited, "ratelimited", TimeProvider.System.GetUtcNow().AddSeconds(60), Cancel);
        var held = await ClaimAsync(person);
        var elsewhere = await OwedAsync("support-bot", other);

        await database.ExecuteAsync($"update hitl.card_pace set next_at = clock_timestamp() where person = '{person}'; update hitl.card set due_at = clock_timestamp() where person = '{person}'");
        var one = await ClaimAsync(person);
        await ShownAsync(one[0]);
        var pause = await database.AskAsync<double>(
            $"select extract(epoch from p.next_at - c.visible_since)::float8 from hitl.card_pace p join hitl.card c using (person) where person = '{person}' and c.message is not null");

        Assert.Empty(held);
        Assert.Equal(keys[0], Assert.Single(one).Key.Stage);
        Assert.InRange(pause, 0.9, 1.1);
        Assert.Contains(await ClaimAsync(other), job => job.Key.Stage == elsewhere);
    }

    private static PersonId Someone() => new("p" + Guid.NewGuid().ToString("N")[..12]);

    private Task ClearAsync() => database.ExecuteAsync("update hitl.card set gave_up = true where not gave_up");

    private Task DueAsync(PersonId person) => database.ExecuteAsync($"update hitl.digest set due_at = clock_timestamp() where person = '{person}'");

    private async Task<StageKey> OwedAsync(string actor, PersonId person) =>
        await Samples.OpenStageAsync(database, await Samples.DecidingAsync(database, actor: actor), 1, person);

    // Everybody's cards are claimed, this person's are kept, and the others are due again.
    private async Task<List<CardJob>> ClaimAsync(PersonId person)
    {
        var claimed = await Cards.ClaimAsync(1000, Minute, Cancel);
        foreach (var job in claimed.Where(job => job.Key.Person != person))
            await database.ExecuteAsync($"update hitl.card set due_at = clock_timestamp(), attempts = {job.Attempts}, slot = slot and {job.Attempts} > 0 where request = '{job.Key.Stage.Request}' and person = '{job.Key.Person}'");
        return [.. claimed.Where(job => job.Key.Person == person).OrderBy(job => job.Key.Stage.Request.Value, StringComparer.Ordinal)];
    }

    private Task ShownAsync(CardJob job) => Cards.ShownAsync(job, new("D1", Guid.NewGuid().ToString("N")), job.WantedVersion, null, Cancel);

    private Task DecideAsync(StageKey key, PersonId person) => database.Get<IDecisionInbox>().RecordAsync(
        Samples.Decision(key, person), Guid.NewGuid().ToString("N"), Samples.Entry(Samples.Request() with { Id = key.Request }, LedgerKinds.DecisionRecorded), IdentityGraph.None, Cancel);
}
