using Temporal.DevServer.Engine;
using Temporal.DevServer.State;

namespace Temporal.DevServer.Errands;

/// <summary>Something a run still has to do to another workflow. Done after the commit that asked for it, and again until its outcome is recorded.</summary>
/// <param name="Target">The workflow it is about; errands to one target are done in order.</param>
/// <param name="Do">Does it; safe to repeat.</param>
internal sealed record Errand(WorkflowKey Target, Func<WorkflowEngine, ValueTask> Do);
