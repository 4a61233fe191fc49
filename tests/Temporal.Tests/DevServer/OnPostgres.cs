using Temporal.DevServer.Stores;

namespace Temporal.Tests.DevServer;

public sealed class WorkflowRulesOnPostgres(PostgresCluster cluster) : WorkflowRules
{
    private protected override async Task<IHistoryStore> NewStoreAsync() => new PostgresHistoryStore(await cluster.CreateDatabaseAsync());
}

public sealed class ActivityRulesOnPostgres(PostgresCluster cluster) : ActivityRules
{
    private protected override async Task<IHistoryStore> NewStoreAsync() => new PostgresHistoryStore(await cluster.CreateDatabaseAsync());
}

public sealed class StartRulesOnPostgres(PostgresCluster cluster) : StartRules
{
    private protected override async Task<IHistoryStore> NewStoreAsync() => new PostgresHistoryStore(await cluster.CreateDatabaseAsync());
}

public sealed class RecoveryRulesOnPostgres(PostgresCluster cluster) : RecoveryRules
{
    private string? _database;

    private protected override async Task<IHistoryStore> SameStoreAsync() => new PostgresHistoryStore(_database ??= await cluster.CreateDatabaseAsync());
}

public sealed class QueryRulesOnPostgres(PostgresCluster cluster) : QueryRules
{
    private protected override async Task<IHistoryStore> NewStoreAsync() => new PostgresHistoryStore(await cluster.CreateDatabaseAsync());
}

public sealed class VisibilityRulesOnPostgres(PostgresCluster cluster) : VisibilityRules
{
    private protected override async Task<IHistoryStore> NewStoreAsync() => new PostgresHistoryStore(await cluster.CreateDatabaseAsync());
}

public sealed class ClockStepRulesOnPostgres(PostgresCluster cluster) : ClockStepRules
{
    private protected override async Task<IHistoryStore> NewStoreAsync() => new PostgresHistoryStore(await cluster.CreateDatabaseAsync());
}
