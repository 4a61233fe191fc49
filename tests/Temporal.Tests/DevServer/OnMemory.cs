using Temporal.DevServer.Stores;

namespace Temporal.Tests.DevServer;

public sealed class WorkflowRulesOnMemory : WorkflowRules
{
    private protected override Task<IHistoryStore> NewStoreAsync() => Task.FromResult<IHistoryStore>(new MemoryHistoryStore());
}
