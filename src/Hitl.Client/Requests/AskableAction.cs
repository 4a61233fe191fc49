using System.Text.Json.Nodes;

namespace Hitl.Client.Requests;

/// <summary>An action the caller may ask for.</summary>
/// <param name="Action">Its name.</param>
/// <param name="Tool">The MCP tool that asks for it.</param>
/// <param name="Title">In words.</param>
/// <param name="Description">What the caller may do with it alone, with whom, and what never: one line for each rule.</param>
/// <param name="Risk">Risk class.</param>
/// <param name="Reversibility">Reversibility class.</param>
/// <param name="Schema">JSON Schema of a request's body, without the action's name.</param>
public sealed record AskableAction(string Action, string Tool, string Title, string Description, string Risk, string Reversibility, JsonObject Schema);
