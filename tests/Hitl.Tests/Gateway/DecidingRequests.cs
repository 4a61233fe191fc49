using Hitl.Client.Requests;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Keys;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
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
        var submitted = await world.Client(actor).SubmitAsync(body ?? Asks.Body(), Asks.Key(), Cancel);
        var id = new RequestId(submitted.Request.Id);
        var stored = await EvaluateAsync(id);
        var consent = stored.Evaluation!.Consent!;
        var stage = consent.Path!.Stages[0];
        var catalog = await world.Get<ICatalogStore>().FindAsync(consent.CatalogDigest, Cancel);
        var people = StageQuestion.Ask(stage, catalog!.Roles, catalog.Availability(), consent.Conflicted, world.Clock.GetUtcNow(), includeCoverage: false);
        var key = new StageKey(id, 1, 1);
        var opened = await world.Get<IStageStore>().OpenAsync(key, stage, people, [], Cancel, StageClocks.Of(stage, catalog.Roles, world.Clock.GetUtcNow()));
        var cards = new Dictionary<string, CardLocation>();
        foreach (var job in await world.Get<ICardOutbox>().ClaimStageAsync(key, TimeSpan.FromMinutes(1), Cancel))
            cards[job.Key.Person.Value] = await PostAsync(job, stored, opened, catalog);
        return new(id, stored, opened, cards);
    }

    private async Task<StoredRequest> EvaluateAsync(RequestId id)
    {
        var requests = world.Get<IRequestStore>();
        var stored = await requests.FindAsync(id, Cancel);
        var catalog = await world.Get<ICatalogStore>().FindAsync(stored!.Request.CatalogDigest, Cancel);
        var evaluation = CatalogEvaluator.Evaluate(catalog!, stored.Request);
        return await requests.RecordEvaluationAsync(id, evaluation, ConsentDigest.Of(evaluation.Consent!), RequestState.Deciding, [], Cancel);
    }

    private async Task<CardLocation> PostAsync(CardJob job, StoredRequest stored, StageRecord stage, Catalog catalog)
    {
        var surface = new SlackCards(world.Get<SlackWebApi>(), world.Get<IOptions<SlackOptions>>());
        var delivery = await surface.PostAsync(Face(job.Key, stored, stage), catalog.People[job.Key.Person].SlackUser!, job.DeliveryId, Cancel);
        Assert.Equal(CardDeliveryOutcome.Shown, delivery.Outcome);
        await world.Get<ICardOutbox>().ShownAsync(job, delivery.Location!, job.WantedVersion, null, Cancel);
        return delivery.Location!;
    }

    private CardFace Face(CardKey key, StoredRequest stored, StageRecord stage) => new()
    {
        Key = key,
        Consent = stored.Evaluation!.Consent!,
        Digest = stored.Digest!,
        Title = stored.Request.Action.Value,
        Risk = stored.Evaluation.Risk,
        Reversibility = stored.Evaluation.Reversibility,
        Agent = stored.Request.Agent,
        Rationale = stored.Request.Rationale,
        Evidence = stored.Request.Evidence,
        Why = stored.Evaluation.Explanation.Sentence,
        Asked = stage.Asked.First(asked => asked.Person == key.Person),
        AllAsked = stage.Asked,
        Quorum = stage.Definition.Quorum,
        Shares = stage.Definition.Shares ?? [],
        Extendable = stage.Definition.Extension?.By,
        Deadline = stage.Deadline,
        Decisions = [],
        State = stored.State,
        StageStatus = stage.Status,
        Token = Token(key.Stage, stored.Digest!),
    };

    /// <summary>A token as the workers mint it.</summary>
    public string Token(StageKey stage, string digest, TimeSpan? life = null) =>
        new CardToken(stage, digest[..CardToken.DigestLength], world.Clock.GetUtcNow() + (life ?? TimeSpan.FromHours(1))).Mint(world.Get<SigningKeys>());
}
