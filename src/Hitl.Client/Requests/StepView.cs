using System.Text.Json.Nodes;

namespace Hitl.Client.Requests;

/// <summary>One step of what runs.</summary>
/// <param name="Name">Unique within the action.</param>
/// <param name="Target">The target.</param>
/// <param name="Host">Host (and port) that is approved.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Compensation">The operation that undoes it; null when it cannot be undone.</param>
public sealed record StepView(string Name, string Target, string Host, string Operation, JsonObject Arguments, string? Compensation);
