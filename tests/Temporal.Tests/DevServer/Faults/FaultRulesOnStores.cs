using Temporal.DevServer.Stores;

namespace Temporal.Tests.DevServer.Faults;

public sealed class FaultRulesOnMemory : FaultRules
{
    private protected override Task<IHistoryStore> NewStoreAsync() => Task.FromResult<IHistoryStore>(new MemoryHistoryStore());
}

public sealed class FaultRulesOnPostgres(PostgresCluster cluster) : FaultRules
{
    private protected override async Task<IHistoryStore> NewStoreAsync() => new PostgresHistoryStore(await cluster.CreateDatabaseAsync());
}
