using Temporal.DevServer.Stores;

namespace Temporal.Tests.DevServer.Faults;

public sealed class KillPointRulesOnMemory : KillPointRules
{
    private readonly MemoryHistoryStore _data = new();

    private protected override Task<IHistoryStore> SameStoreAsync() => Task.FromResult<IHistoryStore>(_data.Share());
}

public sealed class KillPointRulesOnPostgres(PostgresCluster cluster) : KillPointRules
{
    private string? _database;

    private protected override async Task<IHistoryStore> SameStoreAsync() => new PostgresHistoryStore(_database ??= await cluster.CreateDatabaseAsync());
}
