using Temporal.DevServer.Stores;
using Temporal.DevServer.Stores.Files;
using Temporal.Tests.DevServer.Faults;

namespace Temporal.Tests.DevServer;

/// <summary>A store's file in a folder of its own.</summary>
internal sealed class TemporaryStoreFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hitl-store-");
    private StoreFile? _last;

    internal string Path => System.IO.Path.Combine(_folder.FullName, "temporal.db");

    /// <summary>The file as a new process opens it after the one before was killed.</summary>
    internal MemoryHistoryStore Reopened()
    {
        _last?.Dispose();
        return new(_last = new(Path));
    }

    public void Dispose()
    {
        _last?.Dispose();
        _folder.Delete(recursive: true);
    }
}

public sealed class StartRulesOnFile : StartRules, IDisposable
{
    private readonly TemporaryStoreFile _file = new();

    public void Dispose() => _file.Dispose();

    private protected override Task<IHistoryStore> NewStoreAsync() => Task.FromResult<IHistoryStore>(_file.Reopened());
}

public sealed class LifecycleRulesOnFile : LifecycleRules, IDisposable
{
    private readonly TemporaryStoreFile _file = new();

    public void Dispose() => _file.Dispose();

    private protected override Task<IHistoryStore> NewStoreAsync() => Task.FromResult<IHistoryStore>(_file.Reopened());
}

public sealed class RecoveryRulesOnFile : RecoveryRules, IDisposable
{
    private readonly TemporaryStoreFile _file = new();

    public void Dispose() => _file.Dispose();

    private protected override Task<IHistoryStore> SameStoreAsync() => Task.FromResult<IHistoryStore>(_file.Reopened());
}

public sealed class KillPointRulesOnFile : KillPointRules, IDisposable
{
    private readonly TemporaryStoreFile _file = new();

    public void Dispose() => _file.Dispose();

    private protected override Task<IHistoryStore> SameStoreAsync() => Task.FromResult<IHistoryStore>(_file.Reopened());
}
