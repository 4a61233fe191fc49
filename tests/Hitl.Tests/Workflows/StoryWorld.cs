using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hitl.Activities.Cards;
using Hitl.Activities.Desk;
using Hitl.Activities.Evaluations;
using Hitl.Activities.Execution;
using Hitl.Activities.Ops;
using Hitl.Activities.Requests;
using Hitl.Activities.Stages;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Keys;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Coverage;
using Hitl.Tests.Workflows.Memory;
using Hitl.Workflows.Requests;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Client;
using Temporalio.Testing;
using Temporalio.Worker;

namespace Hitl.Tests.Workflows;

/// <summary>The workflow with its real activities over stores, targets and a surface in memory, on a server that skips time.</summary>
public sealed partial class StoryWorld : IAsyncLifetime
{
    private const string Record = "HITL_RECORD_HISTORIES";
    private readonly CancellationTokenSource _stop = new();
    private readonly List<TemporalWorker> _workers = [];
    private readonly List<Task> _running = [];
    private readonly Dictionary<RequestId, WorkflowHandle> _handles = [];
    private WorkflowEnvironment _environment = null!;

    internal SigningKeys Keys { get; } = new("k1", new Dictionary<string, byte[]> { ["k1"] = new byte[32] });

    internal TimeProvider Time { get; private set; } = null!;

    internal MemoryLedger Ledger { get; } = new();

    internal MemoryRequests Requests { get; private set; } = null!;

    internal MemoryShadowCards Shadows { get; } = new();

    internal MemoryReservations Reservations { get; private set; } = null!;

    internal MemoryStates States { get; } = new();

    internal MemoryDrills Drills { get; private set; } = null!;

    internal MemoryDesk Desk { get; } = new();

    internal MemoryStages Stages { get; private set; } = null!;

    internal MemoryExecution Execution { get; private set; } = null!;

    internal MemoryCatalogs Catalogs { get; private set; } = null!;

    internal CardWall Cards { get; } = new();

    internal TargetModel Payments { get; private set; } = null!;

    internal TargetModel Loyalty { get; private set; } = null!;

    internal TargetModel Accounts { get; private set; } = null!;

    internal static Catalog Catalog { get; } = StoryCatalog.Parse("127.0.0.1:8090");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _environment = await WorkflowEnvironment.StartTimeSkippingAsync();
        Time = new SkippedTime(_environment);
        Requests = new(Ledger, Time);
        Reservations = new(Requests, Time);
        Stages = new(Ledger, Time);
        Execution = new(Ledger, Requests, Time);
        Drills = new(Ledger, Time);
        Catalogs = new(Catalog);
        Payments = new("payments", Time, TimeSpan.FromHours(24), canLookUp: true);
        Loyalty = new("loyalty", Time, TimeSpan.FromHours(24), canLookUp: true);
        Accounts = new("accounts", Time, TimeSpan.FromHours(24), canLookUp: true);
        Start(EscalationOptions());
        Start(new TemporalWorkerOptions(RequestAddress.ExecutionTaskQueue).AddAllActivities(
            new ExecutionActivities(Requests, Stages, Catalogs, Execution, Execution, Requests, Reservations, States, [Payments, Loyalty, Accounts], Keys, Time)));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running.Select(async worker => await worker.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default)));
        foreach (var worker in _workers) worker.Dispose();
        await _environment.DisposeAsync();
        _stop.Dispose();
    }

    /// <summary>Puts a request into the store, as a door does, without starting its workflow.</summary>
    internal async Task<RequestId> SubmitAsync(string action, long? amount, string customer = "cus_1", JsonObject? parameters = null, string actor = "support-bot")
    {
        var request = new ActionRequest
        {
            Id = RequestId.New(Time.GetUtcNow()),
            Actor = new(actor),
            Action = new(action),
            Customer = new(customer, "retail"),
            Channel = "chat",
            Amount = amount is { } minor ? new(minor, "USD") : null,
            Parameters = ActionParameters.From(parameters ?? new() { ["charge"] = "ch_1" }),
            Rationale = "The parcel never arrived.",
            ReceivedAt = Time.GetUtcNow(),
            CatalogDigest = Catalog.Digest,
        };
        var entry = new LedgerEntry { Kind = LedgerKinds.RequestReceived, Request = request.Id, By = "actor:support-bot", Summary = "Asked." };
        await Requests.SubmitAsync(request, "key", "hash", entry, Cancel);
        return request.Id;
    }

    internal async Task StartAsync(RequestId request) => _handles[request] = await _environment.Client.StartWorkflowAsync(
        (RequestWorkflow workflow) => workflow.RunAsync(new(request)), new(RequestAddress.IdOf(request), RequestAddress.TaskQueue));

    internal async Task<RequestId> AskAsync(string action, long? amount, string customer = "cus_1", JsonObject? parameters = null, string actor = "support-bot")
    {
        var request = await SubmitAsync(action, amount, customer, parameters, actor);
        await StartAsync(request);
        return request;
    }

    /// <summary>Waits, without letting virtual time pass, until the stage is open.</summary>
    internal Task<StageRecord> OpenAsync(RequestId request, int ordinal, int revision = 1) =>
        UntilAsync(() => Stages.All.FirstOrDefault(stage => stage.Key == new StageKey(request, revision, ordinal) && stage.Status == StageStatus.Open));

    internal async Task<DecisionReceipt> DecideAsync(StageKey stage, string person, Verdict verdict, string reason = "", bool signals = true)
    {
        var opened = (await Stages.FindAsync(stage, Cancel))!;
        var seats = opened.Definition.Shares is null ? null : StageRoles.SeatsOf(new(person), opened, Catalogs.Active!.Roles);
        var decision = DecisionMac.Sign(
            new() { Stage = stage, Person = new(person), Seats = seats, Verdict = verdict, Reason = reason, Door = Door.Slack, Digest = Requests.DigestOf(stage.Request), At = Time.GetUtcNow() }, Keys);
        var entry = new LedgerEntry { Kind = LedgerKinds.DecisionRecorded, Request = stage.Request, By = $"person:{person}", Summary = "Decided." };
        var receipt = await Stages.RecordAsync(decision, Guid.NewGuid().ToString(), entry, IdentityGraph.None, Cancel);
        if (signals) await SignalAsync(stage.Request, RequestAddress.DecisionRecorded);
        return receipt;
    }

    internal async Task WithdrawAsync(RequestId request)
    {
        var entry = new LedgerEntry { Kind = LedgerKinds.RequestWithdrawn, Request = request, By = "actor:support-bot", Summary = "Withdrawn." };
        await Requests.WithdrawAsync(request, "The agent withdrew it.", entry, Cancel);
        Stages.CloseAll(request, StageStatus.Withdrawn);
        await SignalAsync(request, RequestAddress.Withdrawn);
    }

    internal async Task InterveneAsync(RequestId request, string kind)
    {
        var entry = new LedgerEntry { Kind = LedgerKinds.OpsIntervened, Request = request, By = "person:gus", Summary = kind };
        Assert.True(await Execution.InterveneAsync(new(Guid.NewGuid(), request, kind, new("gus"), "the target is back", Time.GetUtcNow()), entry, Cancel));
        await SignalAsync(request, RequestAddress.OpsIntervened);
    }

    internal Task SignalAsync(RequestId request, string signal, params object?[] claims) => Handle(request).SignalAsync(signal, claims);

    internal Task<RequestStatusReport> StatusAsync(RequestId request) => Handle(request).QueryAsync<RequestStatusReport>(RequestAddress.Status, []);

    /// <summary>Lets virtual time pass until the workflow has ended; keeps its history when asked to.</summary>
    internal async Task<RequestState> EndAsync(RequestId request, [CallerMemberName] string test = "", [CallerFilePath] string file = "")
    {
        var end = await Handle(request).GetResultAsync<RequestState>();
        if (Environment.GetEnvironmentVariable(Record) != "1") return end;
        var history = await Handle(request).FetchHistoryAsync();
        var folder = Path.Combine(Path.GetDirectoryName(file)!, "..", "Histories");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, test.Replace('_', '-').ToLowerInvariant() + ".json"), Anonymous().Replace(history.ToJson(), "\"identity\": \"worker\"") + "\n", Cancel);
        return end;
    }

    /// <summary>Lets virtual time pass.</summary>
    internal Task PassAsync(TimeSpan time) => _environment.DelayAsync(time, Cancel);

    internal Task<T> UntilAsync<T>(Func<T?> look)
        where T : class => UntilAsync(() => Task.FromResult(look()));

    internal static async Task<T> UntilAsync<T>(Func<Task<T?>> look)
        where T : class
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (await look() is { } seen) return seen;
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(60), "nothing happened for a minute");
            await timer.WaitForNextTickAsync(Cancel);
        }
    }

    /// <summary>Waits until the request stands at ops.</summary>
    internal async Task<string> ParkedAsync(RequestId request)
    {
        await PassUntilAsync(() => Requests.Get(request).State == RequestState.WaitingForOps);
        return (await Execution.FindAsync(request, Cancel))!.Reason;
    }

    internal async Task PassUntilAsync(Func<bool> holds)
    {
        for (var steps = 0; !holds(); steps++)
        {
            Assert.True(steps < 600, "nothing happened in ten virtual minutes");
            await PassAsync(TimeSpan.FromSeconds(1));
        }
    }

    [GeneratedRegex("\"identity\": \"[^\"]*\"")]
    private static partial Regex Anonymous();

    // Time is skipped for those only who wait on the handle of their own start.
    private WorkflowHandle Handle(RequestId request) => _handles[request];

    private TemporalWorkerOptions EscalationOptions()
    {
        var bell = new CardBell(Time);
        var courier = new CardCourier(Stages, Cards, new(Requests, Stages, Catalogs, new MemoryNotes(), Keys), Time, NullLogger<CardCourier>.Instance);
        var dispatcher = new CardDispatcher(
            Stages, courier, new(new Activities.Cards.NoDigests(), Cards, Requests, Stages, Catalogs, Time, NullLogger<DigestCourier>.Instance), bell, Time, NullLogger<CardDispatcher>.Instance);
        return new TemporalWorkerOptions(RequestAddress.TaskQueue)
            .AddWorkflow<RequestWorkflow>()
            .AddAllActivities(new EvaluationActivities(Requests, Catalogs, Reservations, Shadows, States, Drills, Time))
            .AddAllActivities(new StageActivities(Requests, Stages, new LiveCoverage(Catalogs, new MemoryAbsences(), Time), Requests, bell, Time))
            .AddAllActivities(new CardActivities(Stages, dispatcher, Stages, Catalogs, Time))
            .AddAllActivities(new OutcomeActivities(Requests, Stages, Execution, bell))
            .AddAllActivities(new SignalActivities(Requests, Requests))
            .AddAllActivities(new OpsActivities(Requests, Execution, Desk, new LiveCoverage(Catalogs, new MemoryAbsences(), Time), bell, new DeskBell(Time), Time));
    }

    private void Start(TemporalWorkerOptions options)
    {
        var worker = new TemporalWorker(_environment.Client, options);
        _workers.Add(worker);
        _running.Add(worker.ExecuteAsync(_stop.Token));
    }
}
