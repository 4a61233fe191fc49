namespace Temporal.DevServer.Tasks;

/// <summary>When a worker last polled, for describing a queue; ticks.</summary>
internal readonly record struct PollerSighting(string Identity, long SeenTicks);
