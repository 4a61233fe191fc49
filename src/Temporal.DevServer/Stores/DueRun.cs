using Temporal.DevServer.State;

namespace Temporal.DevServer.Stores;

/// <summary>A run and when it next needs attention, in ticks.</summary>
internal readonly record struct DueRun(RunRef Run, long DueTicks);
