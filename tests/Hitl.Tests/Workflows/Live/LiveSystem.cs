using System.Text.Json.Nodes;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Intake;
using Hitl.Escalations.Keys;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Ops;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.EscalationWorker;
using Hitl.ExecutionWorker;
using Hitl.Governance.Catalogs;
using Hitl.Sandbox;
using Hitl.Tests.Postgres;
using Hitl.Workflows.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Temporal.DevServer.Hosting;
using Temporalio.Client;

namespace Hitl.Tests.Workflows.Live;

/// <summary>Both workers as they are shipped, on a real database, the embedded server and the sandbox; the test plays the gateway.</summary>
public sealed class LiveSystem(PostgresCluster cluster) : IAsyncLifetime
{
    private readonly PostgresDatabase _database = new(cluster);
    private readonly SigningKeys _keys = new("k1", new Dictionary<string, byte[]> { ["k1"] = new byte[32] });
    private WebApplication _sandbox = null!;
    private DevServerHost _server = null!;
    private IHost? _escalation;
    private IHost? _execution;
    private Catalog _catalog = null!;

    public TemporalClient Temporal { get; private set; } = null!;

    public HttpClient Sandbox { get; private set; } = null!;

    public PostgresDatabase Database => _database;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _sandbox = SandboxHost.Build(["--Sandbox:Url=http://127.0.0.1:0", "--Sandbox:DataDirectory=", "--Logging:LogLevel:Default=Warning"]);
        await _sandbox.StartAsync(Cancel);
        Sandbox = new() { BaseAddress = new(_sandbox.Urls.Single()) };
        _server = await DevServerHost.StartAsync(new() { Port = 0 }, Cancel);
        Temporal = await TemporalClient.ConnectAsync(new(_server.TargetHost));
        _catalog = StoryCatalog.Parse(Sandbox.BaseAddress.Authority);
        await _database.Get<ICatalogStore>().ActivateAsync(_catalog, "system:test", Cancel);
        _escalation = EscalationWorkerHost.Build(Settings());
        _execution = ExecutionWorkerHost.Build(Settings());
        await _escalation.StartAsync(Cancel);
        await _execution.StartAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in new[] { _escalation, _execution }.OfType<IHost>())
        {
            await host.StopAsync(CancellationToken.None);
            host.Dispose();
        }

        await _server.DisposeAsync();
        Sandbox.Dispose();
        await _sandbox.DisposeAsync();
        await _database.DisposeAsync();
    }

    public async Task<RequestId> AskAsync(string action, long? amount, string customer = "cus_1", JsonObject? parameters = null, string actor = "support-bot")
    {
        var request = new ActionRequest
        {
            Id = RequestId.New(TimeProvider.System.GetUtcNow()),
            Actor = new(actor),
            Action = new(action),
            Customer = new(customer, "retail"),
            Channel = "chat",
            Amount = amount is { } minor ? new(minor, "USD") : null,
            Parameters = ActionParameters.From(parameters ?? new() { ["charge"] = $"ch_{Guid.NewGuid():N}" }),
            Rationale = "The parcel never arrived. <http://evil.example|click>",
            ReceivedAt = TimeProvider.System.GetUtcNow(),
            CatalogDigest = _catalog.Digest,
        };
        var entry = new LedgerEntry { Kind = LedgerKinds.RequestReceived, Request = request.Id, Revision = 1, By = $"actor:{actor}", Actor = request.Actor, Summary = "Asked." };
        await _database.Get<IRequestIntake>().SubmitAsync(request, $"key-{request.Id}", new string('b', 64), entry, Cancel);
        await Temporal.StartWorkflowAsync(RequestAddress.WorkflowType, [new RequestStart(request.Id)], new(RequestAddress.IdOf(request.Id), RequestAddress.TaskQueue));
        return request.Id;
    }

    public async Task<DecisionReceipt> DecideAsync(RequestId request, int stage, string person, Verdict verdict, string reason = "")
    {
        var stored = await FindAsync(request);
        var decision = DecisionMac.Sign(
            new()
            {
                Stage = new(request, stored.Request.Revision, stage), Person = new(person), Verdict = verdict, Reason = reason, Door = Door.Slack,
                Digest = ConsentDigest.Of(stored.Evaluation!.Consent!), At = Micro(TimeProvider.System.GetUtcNow()),
            },
            _keys);
        var entry = new LedgerEntry { Kind = LedgerKinds.DecisionRecorded, Request = request, Revision = 1, By = $"person:{person}", Summary = $"{person} decided." };
        var receipt = await _database.Get<IDecisionInbox>().RecordAsync(decision, Guid.NewGuid().ToString("N"), entry, IdentityGraph.None, Cancel);
        await SignalAsync(request, RequestAddress.DecisionRecorded);
        return receipt;
    }

    public async Task InterveneAsync(RequestId request, string kind)
    {
        var entry = new LedgerEntry { Kind = LedgerKinds.OpsIntervened, Request = request, Revision = 1, By = "person:gus", Summary = kind };
        Assert.True(await _database.Get<IOpsStore>().InterveneAsync(new(Guid.NewGuid(), request, kind, new("gus"), "the target is back", Micro(TimeProvider.System.GetUtcNow())), entry, Cancel));
        await SignalAsync(request, RequestAddress.OpsIntervened);
    }

    public Task SignalAsync(RequestId request, string signal) => Temporal.GetWorkflowHandle(RequestAddress.IdOf(request)).SignalAsync(signal, []);

    public Task<RequestState> ResultAsync(RequestId request) => Temporal.GetWorkflowHandle(RequestAddress.IdOf(request)).GetResultAsync<RequestState>();

    public async Task<StoredRequest> FindAsync(RequestId request) => (await _database.Get<IRequestStore>().FindAsync(request, Cancel))!;

    /// <summary>Waits until everybody the stage asks has a card.</summary>
    public Task<IReadOnlyList<string>> AskedAsync(RequestId request, int stage) => UntilAsync(
        async () =>
        {
            var found = await _database.Get<IStageStore>().FindAsync(new(request, 1, stage), Cancel);
            var cards = await _database.Get<ICardOutbox>().DeliveredAsync(new(request, 1, stage), Cancel);
            return found is { Status: StageStatus.Open } && cards == found.Asked.Count ? found.Asked.Select(asked => asked.Person.Value).ToList() : (IReadOnlyList<string>)[];
        },
        asked => asked.Count > 0);

    /// <summary>Looks every 20 ms, at most a minute, until the condition holds.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T>> look, Func<T, bool> holds)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var seen = await look();
            if (holds(seen)) return seen;
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromMinutes(1), $"still {seen}");
            await timer.WaitForNextTickAsync(Cancel);
        }
    }

    public async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await Sandbox.GetStringAsync(path, Cancel))!;

    public async Task FaultAsync(string target, string rule)
    {
        using var answer = await Sandbox.PutAsync($"/_sandbox/faults/targets/{target}", new StringContent(rule, null, "application/json"), Cancel);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<JsonArray> EffectsAsync(string target) => (await GetAsync($"/_sandbox/targets/{target}/ledger"))["effects"]!.AsArray();

    private static DateTimeOffset Micro(DateTimeOffset time) => new(time.Ticks / 10 * 10, time.Offset);

    private string[] Settings()
    {
        var address = Sandbox.BaseAddress!.ToString().TrimEnd('/');
        return
        [
            $"--TEMPORAL_ADDRESS={_server.TargetHost}",
            $"--Hitl:Postgres:ConnectionString={_database.Access.App}",
            $"--Hitl:Postgres:SealConnectionString={_database.Access.Seal}",
            $"--Hitl:Postgres:AnchorDirectory={_database.AnchorDirectory}",
            $"--Hitl:Postgres:CheckpointKeyPath={Path.Combine(_database.AnchorDirectory, "checkpoint.pem")}",
            "--Hitl:Keys:Active=k1",
            $"--Hitl:Keys:Items:k1={Convert.ToBase64String(new byte[32])}",
            $"--Hitl:Slack:ApiUrl={address}/api/",
            "--Hitl:Slack:BotToken=xoxb-local-sandbox",
            .. new[] { "payments", "accounts", "loyalty" }.SelectMany(name => new[]
            {
                $"--Hitl:Targets:{name}:BaseUrl={address}/targets/{name}", $"--Hitl:Targets:{name}:Secret=sandbox-target-key", $"--Hitl:Targets:{name}:AllowPrivate=true",
            }),
            "--Logging:LogLevel:Default=Warning",
        ];
    }
}
