namespace Temporal.DevServer.Tasks;

/// <summary>A queue tasks wait in.</summary>
internal readonly record struct TaskQueueKey(string Namespace, string Name, TaskQueueType Type);
