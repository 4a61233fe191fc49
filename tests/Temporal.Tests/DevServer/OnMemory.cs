using Temporal.DevServer.Stores;

namespace Temporal.Tests.DevServer;

public sealed class WorkflowRulesOnMemory : WorkflowRules
{
    private protected override Task<IHistoryStore> NewStoreAsync() => Task.FromResult<IHistoryStore>(new MemoryHistoryStore());
}

public sealed class ActivityRulesOnMemory : ActivityRules
{
    private protected override Task<IHistoryStore> NewStoreAsync() => Task.FromResult<IHistoryStore>(new MemoryHistoryStore());
}

public sealed class StartRulesOnMemory : StartRules
{
    private protected override Task<IHistoryStore> NewStoreAsync() => Task.FromResult<IHistoryStore>(new MemoryHistoryStore());
}

public sealed class RecoveryRulesOnMemory : RecoveryRules
{
    private readonly MemoryHistoryStore _data = new();

    private protected override Task<IHistoryStore> SameStoreAsync() => Task.FromResult<IHistoryStore>(_data.Share());
}

public sealed class QueryRulesOnMemory : QueryRules
{
    private protected override Task<IHistoryStore> NewStoreAsync() => Task.FromResult<IHistoryStore>(new MemoryHistoryStore());
}

public sealed class VisibilityRulesOnMemory : VisibilityRules
{
    private protected override Task<IHistoryStore> NewStoreAsync() => Task.FromResult<IHistoryStore>(new MemoryHistoryStore());
}

public sealed class ClockStepRulesOnMemory : ClockStepRules
{
    private protected override Task<IHistoryStore> NewStoreAsync() => Task.FromResult<IHistoryStore>(new MemoryHistoryStore());
}
