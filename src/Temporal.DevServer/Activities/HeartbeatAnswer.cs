namespace Temporal.DevServer.Activities;

/// <summary>What a worker learns from its heartbeat.</summary>
internal readonly record struct HeartbeatAnswer(bool CancelRequested, bool Paused, bool Reset);
