using Hitl.Escalations.Cards;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Postgres.Access;
using Hitl.Postgres.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace Hitl.Tests.Postgres;

public sealed class AccessTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ApiKeys Keys => database.Get<ApiKeys>();

    private RequestQueries Queries => database.Get<RequestQueries>();

    [Fact]
    public async Task A_key_finds_whom_it_is_bound_to_until_it_is_revoked()
    {
        var issued = await Keys.CreateAsync(ApiPrincipalKind.Actor, "support-bot", "person:ada", Cancel);

        var found = await Keys.FindAsync(issued.Key, Cancel);
        var isRevoked = await Keys.RevokeAsync(issued.KeyId, "person:ada", Cancel);

        Assert.Equal(new ApiPrincipal(ApiPrincipalKind.Actor, "support-bot", issued.KeyId), found);
        Assert.True(isRevoked);
        Assert.Null(await Keys.FindAsync(issued.Key, Cancel));
        Assert.False(await Keys.RevokeAsync(issued.KeyId, "person:ada", Cancel));
    }

    [Fact]
    public async Task The_text_of_a_key_is_nowhere_in_the_database()
    {
        var issued = await Keys.CreateAsync(ApiPrincipalKind.Person, "ada", "person:ada", Cancel);

        var found = await database.AskAsync<long>(
            $"select count(*) from (select k::text t from hitl.api_key k union all select e::text from audit.event e) a where t like '%{issued.Key}%'");

        Assert.Equal(0, found);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("hitl_0000000000000000000000000000000000000000000\0")]
    public async Task A_key_that_was_never_issued_finds_nobody(string key) => Assert.Null(await Keys.FindAsync(key, Cancel));

    [Fact]
    public async Task A_key_cannot_be_bound_twice()
    {
        var key = new string('k', 40);
        var first = await Keys.ImportAsync(ApiPrincipalKind.Actor, "bot-a", key, "system:test", Cancel);

        Assert.Equal(first, await Keys.ImportAsync(ApiPrincipalKind.Actor, "bot-a", key, "system:test", Cancel));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Keys.ImportAsync(ApiPrincipalKind.Actor, "bot-b", key, "system:test", Cancel));
    }

    [Fact]
    public async Task Of_a_delivery_seen_many_times_at_once_exactly_one_is_new()
    {
        var deliveries = database.Get<SlackDeliveries>();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => deliveries.IsNewAsync("delivery-1", Cancel)));

        Assert.Single(answers, isNew => isNew);
        Assert.True(await deliveries.IsNewAsync("delivery-2", Cancel));
    }

    [Fact]
    public async Task A_delivery_is_forgotten_after_a_day()
    {
        var deliveries = database.Get<SlackDeliveries>();
        await deliveries.IsNewAsync("old-1", Cancel);
        await deliveries.IsNewAsync("old-2", Cancel);
        await database.ExecuteAsync("update hitl.slack_delivery set at = at - interval '25 hours' where id like 'old-%'");

        Assert.True(await deliveries.IsNewAsync("old-1", Cancel));
        Assert.False(await deliveries.IsNewAsync("old-1", Cancel));
        Assert.Equal(0L, await database.AskAsync<long>("select count(*) from hitl.slack_delivery where id = 'old-2'"));
    }

    [Fact]
    public async Task Requests_are_listed_newest_first_in_pages_without_gap_or_repeat()
    {
        var actor = new ActorId("listed-bot");
        for (var n = 0; n < 7; n++) await SubmitAsync(Samples.Request(actor.Value));

        var first = await Queries.ListAsync(new() { Actor = actor, Most = 3 }, Cancel);
        var second = await Queries.ListAsync(new() { Actor = actor, Most = 3, After = first.Next }, Cancel);
        var third = await Queries.ListAsync(new() { Actor = actor, Most = 3, After = second.Next }, Cancel);

        var ids = new[] { first, second, third }.SelectMany(page => page.Requests).Select(stored => stored.Request.Id.Value).ToList();
        Assert.Equal(7, ids.Distinct().Count());
        Assert.Equal(ids.OrderDescending(StringComparer.Ordinal), ids);
        Assert.Null(third.Next);
    }

    [Fact]
    public async Task Requests_are_found_by_state_and_by_whom_they_ask()
    {
        var asked = await Samples.DecidingAsync(database);
        await Samples.OpenStageAsync(database, asked, 1, new PersonId("only-her"));
        await Samples.DecidingAsync(database);

        var page = await Queries.ListAsync(new() { States = [RequestState.Deciding], Asked = new("only-her") }, Cancel);

        Assert.Equal(asked.Id, Assert.Single(page.Requests).Request.Id);
        Assert.Empty((await Queries.ListAsync(new() { States = [RequestState.Executed], Asked = new("only-her") }, Cancel)).Requests);
    }

    [Fact]
    public async Task States_of_many_come_in_one_query_and_unknown_ids_are_left_out()
    {
        var request = await Samples.DecidingAsync(database);

        var states = await Queries.PulsesAsync([request.Id, new("req_none")], Cancel);

        Assert.Equal((RequestState.Deciding, 0), (Assert.Single(states).Value.State, states[request.Id].Questions));
    }

    [Fact]
    public async Task A_timeline_is_in_order_and_a_message_names_its_card()
    {
        var request = await Samples.DecidingAsync(database);
        var key = await Samples.OpenStageAsync(database, request, 1, Samples.Ada, Samples.Grace);
        var jobs = await database.Get<ICardOutbox>().ClaimStageAsync(key, TimeSpan.FromMinutes(1), Cancel);
        var ada = jobs.Single(job => job.Key.Person == Samples.Ada);
        await database.Get<ICardOutbox>().ShownAsync(ada, new("C7", "1.5"), 1, Samples.Entry(request, "card.posted"), Cancel);

        var kinds = (await Queries.TimelineAsync(request.Id, Cancel)).Select(row => row.Kind);
        var cards = await Queries.CardsAsync(request.Id, Cancel);

        Assert.Equal(["request.received", "request.evaluated", "stage.opened", "card.posted"], kinds);
        Assert.Equal([("current", true), ("pending", false)], cards.Select(card => (card.State, card.Location is not null)));
        Assert.Equal(ada.Key, await Queries.CardAtAsync("C7", "1.5", Cancel));
        Assert.Null(await Queries.CardAtAsync("C7", "1.6", Cancel));
    }

    [Fact]
    public async Task A_catalog_is_activated_once_and_found_by_its_digest()
    {
        var parsed = CatalogParser.Parse(await File.ReadAllTextAsync(Demo(), Cancel), "demo.yaml");
        Assert.True(parsed.IsValid);
        var store = database.Get<ICatalogStore>();

        await store.ActivateAsync(parsed.Catalog, "person:ada", Cancel);
        await store.ActivateAsync(parsed.Catalog, "person:ada", Cancel);

        await using var other = database.Services(database.Access.App, database.Access.Seal);
        Assert.Equal(parsed.Catalog.Digest, (await other.GetRequiredService<ICatalogStore>().ActiveAsync(Cancel))!.Digest);
        Assert.Same(await store.FindAsync(parsed.Catalog.Digest, Cancel), await store.ActiveAsync(Cancel));
        Assert.Null(await store.FindAsync(new string('f', 64), Cancel));
        Assert.Equal(1L, await database.AskAsync<long>("select count(*) from audit.event where kind = 'catalog.activated'"));
    }

    [Fact]
    public async Task A_stored_catalog_that_was_altered_is_not_used()
    {
        await database.ExecuteAsync(
            $"insert into hitl.catalog_version (digest, name, source) values ('{new string('e', 64)}', 'x', $y${await File.ReadAllTextAsync(Demo(), Cancel)}$y$)");

        await Assert.ThrowsAsync<InvalidDataException>(() => database.Get<ICatalogStore>().FindAsync(new string('e', 64), Cancel));
    }

    private static string Demo()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "HitlWorkflows.sln"))) directory = directory.Parent;
        return Path.Combine(directory.FullName, "deploy", "catalog", "demo.yaml");
    }

    private Task SubmitAsync(ActionRequest request) =>
        database.Get<Hitl.Escalations.Intake.IRequestIntake>().SubmitAsync(
            request, $"key-{request.Id}", new string('b', 64), Samples.Entry(request, "request.received"), Cancel);
}
