using Hitl.Activities.Cards;
using Hitl.Activities.Evaluations;
using Hitl.Activities.Stages;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Keys;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Governance.Cards;
using Hitl.Governance.Coverage;
using Hitl.Tests.Workflows;
using Hitl.Tests.Workflows.Memory;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hitl.Tests.Activities.Cards;

/// <summary>A request that people are being asked about, its cards, and what delivers them.</summary>
internal sealed class CardBench
{
    public CardBench()
    {
        Requests = new(Ledger, Time);
        Stages = new(Ledger, Time);
        Composer = new(Requests, Stages, Catalogs, new MemoryNotes(), Keys);
        Courier = new(Stages, Wall, Composer, Time, NullLogger<CardCourier>.Instance);
        Dispatcher = new(Stages, Courier, new(new NoDigests(), Wall, Requests, Stages, Catalogs, Time, NullLogger<DigestCourier>.Instance), Bell, Time, NullLogger<CardDispatcher>.Instance);
    }

    public FakeTime Time { get; } = new();

    public MemoryLedger Ledger { get; } = new();

    public MemoryRequests Requests { get; }

    public MemoryStages Stages { get; }

    public MemoryCatalogs Catalogs { get; } = new(StoryWorld.Catalog);

    public SigningKeys Keys { get; } = new("k1", new Dictionary<string, byte[]> { ["k1"] = new byte[32] });

    public CardWall Wall { get; } = new();

    public CardBell Bell { get; } = new(TimeProvider.System);

    public CardComposer Composer { get; }

    public CardCourier Courier { get; }

    public CardDispatcher Dispatcher { get; }

    public StageKey Stage { get; private set; } = null!;

    /// <summary>The card of ben, who covers for ada.</summary>
    public MemoryCard Card => Stages.Cards.Single(card => card.Key.Stage == Stage && card.Key.Person == new PersonId("ben"));

    public async Task<CardBench> AskAsync()
    {
        var request = new ActionRequest
        {
            Id = RequestId.New(Time.Now), Actor = new("support-bot"), Action = new("refund"), Customer = new("cus_1", "retail"), Channel = "chat",
            Amount = new(42_000, "USD"), Parameters = ActionParameters.From(new() { ["charge"] = "ch_1" }), ReceivedAt = Time.Now, CatalogDigest = StoryWorld.Catalog.Digest,
        };
        await Requests.SubmitAsync(request, "key", "hash", new() { Kind = LedgerKinds.RequestReceived, By = "actor:support-bot", Summary = "Asked." }, default);
        await new EvaluationActivities(Requests, Catalogs, new MemoryReservations(Requests, Time), new MemoryShadowCards(), new MemoryStates(), new MemoryDrills(Ledger, Time), Time).EvaluateAsync(request.Id);
        Stage = new(request.Id, 1, 1);
        await new StageActivities(Requests, Stages, new LiveCoverage(Catalogs, new MemoryAbsences(), Time), Requests, Bell, Time).OpenAsync(Stage);
        return this;
    }

    /// <summary>Turns to another stage.</summary>
    public void Look(StageKey stage) => Stage = stage;

    /// <summary>Delivers whatever is due, as often as something is, letting back-offs pass.</summary>
    public async Task SettleAsync()
    {
        for (var round = 0; round < 20; round++)
        {
            var jobs = await Stages.ClaimAsync(100, TimeSpan.FromMinutes(1), default);
            if (jobs.Count == 0 && Stages.Cards.All(card => card.HasGivenUp || !card.IsDue(DateTimeOffset.MaxValue))) return;
            await Dispatcher.DeliverAsync(jobs, default);
            Time.Pass(TimeSpan.FromSeconds(31));
        }

        throw new InvalidOperationException("The cards never settled.");
    }

    public async Task ApproveAsync()
    {
        var decision = DecisionMac.Sign(
            new() { Stage = Stage, Person = new("ben"), Verdict = Verdict.Approve, Door = Door.Slack, Digest = Requests.DigestOf(Stage.Request), At = Time.Now }, Keys);
        await Stages.RecordAsync(decision, "d", new() { Kind = LedgerKinds.DecisionRecorded, By = "person:ben", Summary = "Approved." }, IdentityGraph.None, default);
    }
}
