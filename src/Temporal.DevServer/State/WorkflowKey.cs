namespace Temporal.DevServer.State;

/// <summary>A workflow id in its namespace: what at most one open run may hold.</summary>
internal readonly record struct WorkflowKey(string Namespace, string WorkflowId);
