using System.Net.Http.Headers;
using System.Security.Cryptography;
using Hitl.Client;
using Hitl.Escalations.Stages;
using Hitl.Gateway;
using Hitl.Sandbox;
using Hitl.Tests.Postgres;
using Hitl.Tests.Sandbox.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Hitl.Tests.Gateway;

/// <summary>A gateway over real PostgreSQL and a local Slack, all on free loopback ports. Temporal is away, which the doors must not notice.</summary>
public sealed class GatewayWorld(PostgresCluster cluster) : IAsyncLifetime
{
    public const string SigningSecret = "local-slack-signing-secret-for-development";
    public const string Team = "T0HITL";
    public const string App = "A0HITL";
    private static readonly string[] Actors = ["support-bot", "billing-bot", "flood-bot", "busy-bot", "gushing-bot"];
    private static readonly string[] People = ["ada", "ben", "chidi", "dana", "gus", "hana"];
    private readonly Dictionary<string, string> _keys = [];
    private string _admin = "";
    private readonly string _catalog = Path.Combine(Path.GetTempPath(), $"gateway-tests-{Guid.NewGuid():N}.yaml");

    public const int MostOpenRequests = 200;

    // By default a port that nothing listens on: requests and decisions are taken while Temporal is away.
    internal string TemporalAddress { get; init; } = "127.0.0.1:9";

    /// <summary>Whether Slack reaches the gateway over a connection that the gateway holds.</summary>
    internal bool UsesSocketMode { get; init; }

    /// <summary>Most open cards of one person. Default: as many as one world's tests leave behind.</summary>
    internal int MostOpenCards { get; init; } = 100_000;

    /// <summary>Switches token rotation on.</summary>
    internal string? RefreshToken { get; init; }

    /// <summary>Another server that plays Slack, instead of the sandbox.</summary>
    internal Uri? OtherSlack { get; init; }

    internal PostgresCluster Cluster => cluster;

    /// <summary>Where the database is kept; null for the cluster's own disk.</summary>
    internal SmallDisk? Disk { get; init; }

    /// <summary>Connection string of the superuser to this world's database.</summary>
    internal string Admin => _admin;

    internal WebApplication Gateway { get; private set; } = null!;

    internal WebApplication Sandbox { get; private set; } = null!;

    internal ShiftedTime Clock { get; } = new();

    internal Uri Address => new(Gateway.Urls.First());

    internal Uri SandboxAddress => new(Sandbox.Urls.First());

    internal DecidingRequests Requests => new(this);

    internal LocalSlackDriver Slack => new(this);

    public async ValueTask InitializeAsync()
    {
        var database = await cluster.CreateDatabaseAsync(tablespace: Disk?.Tablespace ?? "");
        _admin = database.Admin;
        await File.WriteAllTextAsync(_catalog, TestCatalog.Yaml);
        Sandbox = SandboxHost.Build(["--Sandbox:Url=http://127.0.0.1:0", "--Sandbox:DataDirectory="]);
        await Sandbox.StartAsync();
        Gateway = GatewayHost.Build([.. Arguments(database.App, database.Retention!)], services =>
        {
            services.AddSingleton<TimeProvider>(Clock);
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Error));
        });
        await Gateway.StartAsync();
        await Slack.PointAtAsync(Address);
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.StopAsync();
        await Sandbox.StopAsync();
        await Gateway.DisposeAsync();
        await Sandbox.DisposeAsync();
        File.Delete(_catalog);
    }

    /// <summary>Drops the database, once the gateway is gone.</summary>
    internal Task DropAsync() => cluster.DropAsync(_admin);

    /// <summary>The API as an actor or a person; null for nobody.</summary>
    internal HttpClient Http(string? who)
    {
        var http = new HttpClient(Handler()) { BaseAddress = Address };
        if (who is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _keys[who]);
        return http;
    }

    private static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        // So that a test can send bytes that no well-behaved client would.
        RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.Latin1,
    };

    internal HitlClient Client(string who) => new(Http(null), _keys[who]);

    internal string Key(string who) => _keys[who];

    internal T Get<T>()
        where T : notnull => Gateway.Services.GetRequiredService<T>();

    /// <summary>Holds a stage's row until disposed, as another transaction would.</summary>
    internal async Task<IAsyncDisposable> LockStageAsync(StageKey key)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_admin) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "select 1 from hitl.stage where request = $1 and revision = $2 and ordinal = $3 for update", connection)
        {
            Parameters = { new() { Value = key.Request.Value }, new() { Value = key.Revision }, new() { Value = key.Ordinal } },
        };
        command.Transaction = await connection.BeginTransactionAsync();
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    /// <summary>Returns once some transaction waits for a lock that another one holds.</summary>
    internal async Task WaitingForLockAsync()
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_admin) { Pooling = false }.ConnectionString);
        await Eventually.TrueAsync(async () =>
        {
            await using var command = source.CreateCommand("select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')");
            return (bool)(await command.ExecuteScalarAsync())!;
        });
    }

    private IEnumerable<string> Arguments(string database, string retention)
    {
        var sandbox = SandboxAddress;
        yield return "--Hitl:Gateway:Urls=http://127.0.0.1:0";
        yield return $"--Hitl:Gateway:MostOpenRequests={MostOpenRequests}";
        yield return $"--Hitl:Postgres:MostOpenCards={MostOpenCards}";
        if (RefreshToken is { } refresh) yield return "--Hitl:Slack:RefreshToken=" + refresh;
        if (RefreshToken is not null) yield return "--Hitl:Slack:ClientId=local-sandbox-client";
        if (RefreshToken is not null) yield return "--Hitl:Slack:ClientSecret=local-sandbox-client-secret";
        yield return "--Hitl:Postgres:ConnectionString=" + database;
        yield return "--Hitl:Postgres:RetentionConnectionString=" + retention;
        yield return "--Hitl:Keys:Active=k1";
        yield return "--Hitl:Keys:Items:k1=" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        yield return $"--Hitl:Slack:ApiUrl={OtherSlack ?? sandbox}api/";
        yield return "--Hitl:Slack:BotToken=xoxb-local-sandbox";
        if (UsesSocketMode) yield return "--Hitl:Slack:SocketLongestPause=00:00:01";
        if (UsesSocketMode) yield return "--Hitl:Slack:AppToken=xapp-local-sandbox";
        else yield return "--Hitl:Slack:SigningSecret=" + SigningSecret;
        yield return "--Hitl:Slack:PreviousSigningSecret=the-secret-before-the-rotation";
        yield return "--Hitl:Slack:TeamId=" + Team;
        yield return "--Hitl:Slack:AppId=" + App;
        yield return "--Hitl:Console:ClientId=local-sandbox-client";
        yield return "--Hitl:Console:ClientSecret=local-sandbox-client-secret";
        yield return $"--Hitl:Console:AuthorizationEndpoint={sandbox}openid/connect/authorize";
        yield return $"--Hitl:Console:TokenEndpoint={sandbox}api/openid.connect.token";
        yield return $"--Hitl:Console:UserInfoEndpoint={sandbox}api/openid.connect.userInfo";
        yield return "--Hitl:Catalog:Path=" + _catalog;
        yield return "--TEMPORAL_ADDRESS=" + TemporalAddress;
        foreach (var argument in Keys("Actor", Actors, 0).Concat(Keys("Person", People, Actors.Length))) yield return argument;
    }

    private IEnumerable<string> Keys(string kind, string[] names, int from)
    {
        for (var i = 0; i < names.Length; i++)
        {
            _keys[names[i]] = "hitl_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
            yield return $"--Hitl:Bootstrap:ApiKeys:{from + i}:{kind}={names[i]}";
            yield return $"--Hitl:Bootstrap:ApiKeys:{from + i}:Key={_keys[names[i]]}";
        }
    }
}
