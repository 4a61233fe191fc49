using Temporal.DevServer.Stores;

namespace Temporal.Tests.DevServer;

public sealed class LifecycleRulesOnMemory : LifecycleRules
{
    private protected override Task<IHistoryStore> NewStoreAsync() => Task.FromResult<IHistoryStore>(new MemoryHistoryStore());
}

public sealed class LifecycleRulesOnPostgres(PostgresCluster cluster) : LifecycleRules
{
    private protected override async Task<IHistoryStore> NewStoreAsync() => new PostgresHistoryStore(await cluster.CreateDatabaseAsync());
}
