using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Hitl.Cli;
using Hitl.Client;
using Hitl.Local;
using Hitl.Local.Settings;
using Hitl.Local.Story;
using Hitl.Postgres.Clusters;
using Hitl.Postgres.Migrations;

namespace Hitl.EndToEndTests.Processes;

/// <summary>The whole system as separate processes on free ports and a private cluster: what production runs, on one machine.</summary>
public class ProcessSystem : IAsyncLifetime
{
    // Readable by others, unlike a temporary subdirectory: the server runs as a user of its own and keeps its data inside.
    private readonly string _directory = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"hitl-e2e-{Guid.NewGuid():N}")).FullName;
    private readonly Dictionary<string, SystemProcess> _processes = new(StringComparer.Ordinal);
    private readonly HttpClient _gateway = new();
    private readonly HttpClient _sandbox = new();
    private PrivateCluster? _cluster;
    private LocalSettings? _settings;
    private StoryDatabase? _database;
    private StoryDatabase? _engine;
    private int _run;

    /// <summary>Every process that can be killed, by name.</summary>
    public static IReadOnlyList<string> Names => ["postgres", "temporal", "sandbox", "gateway", "escalation-worker", "execution-worker"];

    internal LocalSettings Settings => _settings!;

    /// <summary>How Slack reaches the gateway.</summary>
    protected virtual bool UsesSocketMode => false;

    /// <summary>How many open cards one person has: one system serves many tests, and each leaves open cards behind.</summary>
    protected virtual int MostOpenCards => 10_000;

    /// <summary>The catalog it runs on.</summary>
    /// <param name="directory">Where another one may be written.</param>
    protected virtual Task<string> CatalogAsync(string directory) => Task.FromResult(Path.Combine(RepositoryRoot.Path, "deploy", "catalog", "sample"));

    /// <summary>What one process is started with.</summary>
    /// <param name="process">Which one.</param>
    /// <param name="values">What every process is started with.</param>
    protected virtual IReadOnlyDictionary<string, string> Environment(string process, IReadOnlyDictionary<string, string> values) => values;

    /// <summary>One of its processes; the database is none of them.</summary>
    internal SystemProcess Process(string name) => _processes[name];

    internal StoryDatabase Database => _database!;

    /// <summary>The workflow engine's own database.</summary>
    internal StoryDatabase Engine => _engine!;

    public async ValueTask InitializeAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        _settings = new(_directory, await CatalogAsync(_directory), LocalPorts.Free(), UsesSocketMode);
        _cluster = await PrivateCluster.StartAsync(ClusterOptions(), cancel);
        var product = await DatabaseBootstrap.RunAsync(_cluster.AdminConnectionString, "hitl", _settings.Passwords, cancel);
        _settings.UseDatabase(product, await EngineDatabase.EnsureAsync(_cluster.AdminConnectionString, cancel));
        _settings.Write();
        Directory.CreateDirectory(FailPoints);
        _database = new(_settings.AdminDatabase);
        _engine = new(_settings.EngineDatabase);
        await TransitionWatch.InstallAsync(_settings.AdminDatabase, cancel);
        _gateway.BaseAddress = _settings.Gateway;
        _sandbox.BaseAddress = _settings.Sandbox;
        Define();
        foreach (var process in _processes.Values) process.Start();
        foreach (var process in _processes.Values) await process.ReadyAsync(cancel);
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var process in _processes.Values) process.Dispose();
        if (_database is not null) await _database.DisposeAsync();
        if (_engine is not null) await _engine.DisposeAsync();
        if (_cluster is not null) await _cluster.DisposeAsync();
        _gateway.Dispose();
        _sandbox.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>A world of its own for one telling: references that no other telling uses.</summary>
    internal StoryWorld World() => new()
    {
        Agent = new(_gateway, Settings.ApiKey("support-bot")),
        Ops = new(_gateway, Settings.ApiKey("gus")),
        Auditor = new(_gateway, Settings.ApiKey("hana")),
        Slack = new(_sandbox),
        Targets = new(_sandbox),
        Database = Database,
        Voice = new TestVoice(),
        Clock = TimeProvider.System,
        Run = $"t{Interlocked.Increment(ref _run)}",
        CommandLine = CommandLineAsync,
    };

    internal HitlClient Client(string principal) => new(_gateway, Settings.ApiKey(principal));

    /// <summary>Kills a process without warning and starts it again; returns when it is ready.</summary>
    internal async Task KillAndRestartAsync(string name, CancellationToken cancel)
    {
        if (name == "postgres")
        {
            var data = await Database.FindAsync("show data_directory", cancel);
            await PostgresKill.KillAllAsync(data.Single(), cancel);
            _cluster = await PrivateCluster.StartAsync(ClusterOptions(), cancel);
            Database.Reconnect();
            Engine.Reconnect();
            return;
        }

        var process = _processes[name];
        await process.KillAsync(cancel);
        process.Start();
        await process.ReadyAsync(cancel);
    }

    /// <summary>Where fail points are armed: a file with the name of one kills the next process that comes by.</summary>
    internal string FailPoints => Path.Combine(_directory, "fail-points");

    /// <summary>Waits until a process has died by itself and starts it again.</summary>
    internal async Task RestartWhenDeadAsync(string name, CancellationToken cancel)
    {
        var process = _processes[name];
        await process.DiedAsync(cancel);
        process.Start();
        await process.ReadyAsync(cancel);
    }

    /// <summary>Kills a process, starts it, waits for an armed fail point to end its start, and starts it for good.</summary>
    internal async Task KillAndDieAgainAsync(string name, CancellationToken cancel)
    {
        var process = _processes[name];
        await process.KillAsync(cancel);
        process.Start();
        await RestartWhenDeadAsync(name, cancel);
    }

    /// <summary>Gives the catalog another name, so that the next start of the gateway activates a new version with the same rules.</summary>
    internal async Task RenameCatalogAsync(CancellationToken cancel)
    {
        var files = Directory.Exists(Settings.CatalogPath) ? Directory.GetFiles(Settings.CatalogPath, "*.yaml", SearchOption.AllDirectories) : [Settings.CatalogPath];
        foreach (var file in files)
        {
            var text = "\n" + await File.ReadAllTextAsync(file, cancel);
            await File.WriteAllTextAsync(file, text.Replace("\ncatalog: ", "\ncatalog: renamed-", StringComparison.Ordinal)[1..], cancel);
        }
    }

    /// <summary>Everything the payment target really did.</summary>
    internal async Task<IReadOnlyList<JsonObject>> PaymentEffectsAsync(CancellationToken cancel) =>
        [.. (await _sandbox.GetFromJsonAsync<JsonObject>("_sandbox/targets/payments/ledger", cancel))!["effects"]!.AsArray().OfType<JsonObject>()];

    /// <summary>Every message of the local Slack, also deleted ones.</summary>
    internal async Task<IReadOnlyList<JsonObject>> SlackMessagesAsync(CancellationToken cancel) =>
        [.. (await _sandbox.GetFromJsonAsync<JsonArray>("_sandbox/slack/messages", cancel))!.OfType<JsonObject>()];

    /// <summary>The newest output of every process, for a failing test.</summary>
    internal string Logs() => string.Join("\n\n", _processes.Values.Select(process => $"== {process.Name}\n{process.Log}"));

    private PrivateClusterOptions ClusterOptions() => new(Path.Combine(_directory, "postgres"));

    private void Define()
    {
        var values = new Dictionary<string, string>(Settings.Environment()) 
        {
            ["HITL_FAIL_POINTS"] = FailPoints,
            // Often enough that each line of the story sees checkpoints being signed.
            ["Hitl__Postgres__CheckpointEvery"] = "00:00:02",
            ["Hitl__Postgres__MostOpenCards"] = MostOpenCards.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        Func<IReadOnlyDictionary<string, string>> Values(string name) => () => Environment(name, values);
        IEnumerable<string> None() => [];
        Add(new("temporal", "hitl-temporal.dll", EngineArguments, Values("temporal"), null));
        Add(new("sandbox", "Hitl.Sandbox.dll", None, Values("sandbox"), new(Settings.Sandbox, "_sandbox/health")));
        Add(new("gateway", "Hitl.Gateway.dll", None, Values("gateway"), new(Settings.Gateway, "health/ready")));
        Add(new("escalation-worker", "Hitl.EscalationWorker.dll", None, Values("escalation-worker"), null));
        Add(new("execution-worker", "Hitl.ExecutionWorker.dll", None, Values("execution-worker"), null));
    }

    private IEnumerable<string> EngineArguments() =>
    [
        "server", "start-dev", "--ip", "127.0.0.1", "--port", $"{Settings.Ports.Temporal}", "--namespace", "default", "--db", Settings.EngineDatabase,
    ];

    private void Add(SystemProcess process) => _processes[process.Name] = process;

    internal async Task<(int Exit, string Output)> CommandLineAsync(string[] arguments, CancellationToken cancel)
    {
        using var output = new StringWriter();
        var key = arguments[0] is "audit" or "retention" ? "hana" : "gus";
        var exit = await HitlCommandLine.RunAsync(arguments, output, output, new(Settings.Gateway, Settings.ApiKey(key), null), cancel);
        return (exit, output.ToString());
    }
}
