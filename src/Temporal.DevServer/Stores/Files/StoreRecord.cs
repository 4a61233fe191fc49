using Temporal.DevServer.Hosting;
using Temporal.DevServer.State;

namespace Temporal.DevServer.Stores.Files;

/// <summary>One thing that happened to a store, as its file keeps it.</summary>
internal abstract record StoreRecord
{
    /// <summary>An engine took the store over.</summary>
    internal sealed record Opened(long Epoch, byte[] Secret) : StoreRecord;

    internal sealed record Committed(StoreCommit Commit) : StoreRecord;

    internal sealed record Deleted(RunRef Run) : StoreRecord;

    internal sealed record NamespaceSaved(NamespaceRecord Namespace) : StoreRecord;

    internal sealed record NamespaceDeleted(string Name) : StoreRecord;

    internal sealed record Anchored(ClockAnchor Anchor) : StoreRecord;
}
