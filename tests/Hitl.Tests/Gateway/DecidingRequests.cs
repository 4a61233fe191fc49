using Hitl.Client.Requests;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Keys;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Governance.Cards;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Coverage.Schedules;
using Hitl.Governance.Evaluation;
using Hitl.Slack;
using Hitl.Slack.Cards;
using Hitl.Slack.WebApi;
using Microsoft.Extensions.Options;

namespace Hitl.Tests.Gateway;

/// <summary>Brings requests to where people are asked, through the same stores the workflow's activities use.</summary>
internal sealed class DecidingRequests(GatewayWorld world)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A submitted request whose first stage is open, with one card in Slack for each person asked.</summary>
    public async Task<OpenRequest> OpenAsync(SubmitBody? body = null, string actor = "support-bot")
    {
        var asked = await AskAsync(body, actor);
        var catalog = await world.Get<ICatalogStore>().FindAsync(asked.Stored.Request.CatalogDigest, Cancel);
        var cards = new Dictionary<string, CardLocation>();
        foreach (var job in await world.Get<ICardOutbox>().ClaimStageAsync(asked.Stage.Key, TimeSpan.FromMinutes(1), Cancel))
            cards[job.Key.Person.Value] = await PostAsync(job, catalog!);
        return asked with { Cards = cards };
    }

    /// <summary>A submitted request whose first stage is open; its cards are owed.</summary>
    public async Task<OpenRequest> AskAsync(SubmitBody? body = null, string actor = "support-bot")
    {
        var submitted = await world.Client(actor).SubmitAsync(body ?? Asks.Body(), Asks.Key(), Cancel);
        var id = new RequestId(submitted.Request.Id);
        var stored = await EvaluateAsync(id);
        var consent = stored.Evaluation!.Consent!;
        var stage = consent.Path!.Stages[0];
        var catalog = await world.Get<ICatalogStore>().FindAsync(consent.CatalogDigest, Cancel);
        var people = StageQuestion.Ask(stage, catalog!.Roles, catalog.Availability(), consent.Conflicted, world.Clock.GetUtcNow(), includeCoverage: false);
        var key = new StageKey(id, 1, 1);
        var opened = await world.Get<IStageStore>().OpenAsync(key, stage, people, [], Cancel, StageClocks.Of(stage, catalog.Roles, world.Clock.GetUtcNow()));
        return new(id, stored, opened, new Dictionary<string, CardLocation>());
    }

    /// <summary>Evaluates the request as it stands, as the workflow does.</summary>
    public async Task<StoredRequest> EvaluateAsync(RequestId id)
    {
        var requests = world.Get<IRequestStore>();
        var stored = await requests.FindAsync(id, Cancel);
        var catalog = await world.Get<ICatalogStore>().FindAsync(stored!.Request.CatalogDigest, Cancel);
        var evaluation = CatalogEvaluator.Evaluate(catalog!, stored.Request);
        return await requests.RecordEvaluationAsync(id, evaluation, ConsentDigest.Of(evaluation.Consent!), RequestState.Deciding, [], Cancel);
    }

    private async Task<CardLocation> PostAsync(CardJob job, Catalog catalog)
    {
        var surface = new SlackCards(world.Get<SlackWebApi>(), world.Get<IOptions<SlackOptions>>());
        var card = await world.Get<CardComposer>().ComposeAsync(job.Key, Cancel);
        var delivery = await surface.PostAsync(card!.Face, catalog.People[job.Key.Person].SlackUser!, job.DeliveryId, Cancel);
        Assert.Equal(CardDeliveryOutcome.Shown, delivery.Outcome);
        await world.Get<ICardOutbox>().ShownAsync(job, delivery.Location!, job.WantedVersion, null, Cancel);
        return delivery.Location!;
    }

    /// <summary>A token as the workers mint it.</summary>
    public string Token(StageKey stage, string digest, TimeSpan? life = null) =>
        new CardToken(stage, digest[..CardToken.DigestLength], world.Clock.GetUtcNow() + (life ?? TimeSpan.FromHours(1))).Mint(world.Get<SigningKeys>());
}
