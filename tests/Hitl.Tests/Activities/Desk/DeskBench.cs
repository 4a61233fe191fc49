using Hitl.Activities.Desk;
using Hitl.Escalations.Desk;
using Hitl.Escalations.Drills;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Governance.Coverage;
using Hitl.Tests.Workflows;
using Hitl.Tests.Workflows.Memory;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hitl.Tests.Activities.Desk;

/// <summary>Requests that wait for ops and drills that wait for somebody, with what brings their cards to the truth.</summary>
internal sealed class DeskBench
{
    public DeskBench()
    {
        Requests = new(Ledger, Time);
        Execution = new(Ledger, Requests, Time);
        Drills = new(Ledger, Time);
        Composer = new(Requests, Execution, Execution, Drills, Catalogs);
        Sweep = new(Desk, Wall, Composer, Execution, new LiveCoverage(Catalogs, new MemoryAbsences(), Time), new DeskBell(Time), Time, NullLogger<DeskSweep>.Instance);
    }

    public FakeTime Time { get; } = new();

    public MemoryLedger Ledger { get; } = new();

    public MemoryRequests Requests { get; }

    public MemoryExecution Execution { get; }

    public MemoryDrills Drills { get; }

    public MemoryCatalogs Catalogs { get; } = new(StoryWorld.Catalog);

    public MemoryDesk Desk { get; } = new();

    public DeskWall Wall { get; } = new();

    public DeskComposer Composer { get; }

    public DeskSweep Sweep { get; }

    /// <summary>A request whose first step could not be finished.</summary>
    public async Task<RequestId> ParkAsync(string owner = "operations", bool isCompensation = false)
    {
        var request = new ActionRequest
        {
            Id = RequestId.New(Time.Now), Actor = new("support-bot"), Action = new("refund"), Customer = new("cus_1", "retail"), Channel = "chat",
            Amount = new(42_000, "USD"), Parameters = ActionParameters.From(new() { ["charge"] = "ch_1" }), ReceivedAt = Time.Now, CatalogDigest = StoryWorld.Catalog.Digest,
        };
        await Requests.SubmitAsync(request, "key", "hash", Entry(LedgerKinds.RequestReceived), default);
        await Execution.ParkAsync(new(request.Id, "refund-payment", isCompensation, "the target does not answer", owner, Time.Now), [Entry(LedgerKinds.RequestMoved)], default);
        return request.Id;
    }

    /// <summary>Ops decided, and it went on.</summary>
    public async Task ReleaseAsync(RequestId request)
    {
        await Execution.InterveneAsync(new(Guid.NewGuid(), request, "replay", new("gus"), "the target is back", Time.Now), Entry(LedgerKinds.OpsIntervened), default);
        await Execution.TakeAsync(request, "token", default);
    }

    /// <summary>A drill that waits for somebody of the role.</summary>
    public async Task<DrillRecord> DrillAsync(string action = "guarded-refund", string role = "operations")
    {
        var drill = new DrillRecord(Guid.CreateVersion7(Time.Now), new(action), new(role), DrillState.Open, Time.Now, null, null, null, null);
        Assert.True(await Drills.OpenAsync(drill, Entry(LedgerKinds.DrillOpened), default));
        return drill;
    }

    public static LedgerEntry Entry(string kind) => new() { Kind = kind, By = "system:test", Summary = "It happened." };

    /// <summary>A card of gus that is due.</summary>
    public DeskCardJob Owe(RequestId request, Hitl.Escalations.Cards.CardLocation? at = null, int attempts = 0, int reminder = 0, string person = "gus")
    {
        var job = new DeskCardJob(new(DeskCardKey.Parked, request.Value, new(person)), 1, at, attempts, reminder, 0);
        Desk.Due.Enqueue(job);
        return job;
    }
}
