using Hitl.Escalations.Ids;
using Hitl.Postgres;
using Hitl.Postgres.Migrations;
using Hitl.Proof;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Hitl.Tests.Postgres;

/// <summary>A database of its own for one test class, with the adapters registered as the hosts register them.</summary>
public sealed class PostgresDatabase(PostgresCluster cluster) : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("hitl-anchor-").FullName;
    private ServiceProvider? _services;

    public PostgresCluster Cluster => cluster;

    public DatabaseAccess Access { get; private set; } = new("", "", "");

    public string AnchorDirectory => _directory;

    public async ValueTask InitializeAsync()
    {
        Access = await cluster.CreateDatabaseAsync();
        CheckpointKey.EnsureFile(Path.Combine(_directory, "checkpoint.pem")).Dispose();
        _services = Services(Access.App, Access.Seal);
    }

    public T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    /// <summary>Another process's view of the database: connections, leases and caches of its own.</summary>
    public ServiceProvider Services(string app, string seal, string? anchor = null, string? masterKeys = null)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Hitl:Postgres:ConnectionString"] = app,
            // One database serves many tests, and each leaves its open cards behind.
            ["Hitl:Postgres:MostOpenCards"] = "100000",
            ["Hitl:Postgres:SealConnectionString"] = seal,
            ["Hitl:Postgres:RetentionConnectionString"] = Access.Retention,
            ["Hitl:Postgres:AnchorDirectory"] = anchor ?? _directory,
            ["Hitl:Postgres:CheckpointKeyPath"] = Path.Combine(_directory, "checkpoint.pem"),
            ["Hitl:Postgres:MasterKeyPath"] = masterKeys,
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection().AddLogging().AddHitlPostgres(configuration).AddHitlSealer().BuildServiceProvider();
    }

    public Task ExecuteAsync(string sql) => PostgresCluster.ExecuteAsync(Access.Admin, sql);

    public async Task<T> AskAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(Access.Admin);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>How many ledger rows of a kind a request has.</summary>
    public Task<long> RowsAsync(RequestId request, string kind) =>
        AskAsync<long>($"select count(*) from audit.event where request = '{request}' and kind = '{kind}'");

    public async ValueTask DisposeAsync()
    {
        if (_services is not null) await _services.DisposeAsync();
        await using var connection = new NpgsqlConnection(Access.Admin);
        NpgsqlConnection.ClearPool(connection);
        Directory.Delete(_directory, recursive: true);
    }
}
