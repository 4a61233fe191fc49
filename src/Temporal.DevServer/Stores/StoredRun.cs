using Temporal.DevServer.State;

namespace Temporal.DevServer.Stores;

/// <summary>A run as it lies in the store.</summary>
internal sealed record StoredRun(RunRef Run, long Version, IReadOnlyList<HistoryEvent> Events, byte[] Volatile);
