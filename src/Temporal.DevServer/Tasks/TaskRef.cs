using Temporal.DevServer.State;

namespace Temporal.DevServer.Tasks;

/// <summary>A task waiting for a worker. Only a pointer: whether it still stands is asked when somebody takes it.</summary>
/// <param name="Run">The run it belongs to.</param>
/// <param name="Stamp">The scheduling it came from; another stamp in the run's state makes this one stale.</param>
/// <param name="ActivityEventId">The activity's scheduled event; zero for workflow and query tasks.</param>
/// <param name="QueryId">The query to answer; null for others.</param>
internal sealed record TaskRef(RunRef Run, long Stamp, long ActivityEventId = 0, string? QueryId = null);
