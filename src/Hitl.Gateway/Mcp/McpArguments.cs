using System.Text.Json;
using Hitl.Escalations.Ids;
using Hitl.Gateway.Bodies;
using Hitl.Gateway.Problems;
using Hitl.Gateway.Requests;
using Hitl.Governance.Intake;

namespace Hitl.Gateway.Mcp;

/// <summary>Arguments that several tools have.</summary>
internal static class McpArguments
{
    private static readonly Refusal NoKey = new(400, "idempotency.required", "Give an idempotencyKey: one key for one intention, the same on every repetition of it.") { Field = "idempotencyKey" };

    /// <summary>The request's id. One that cannot be one is unknown, like somebody else's.</summary>
    public static string Request(FieldReader fields)
    {
        var id = fields.Text("request", 64, "the request's id, req_…") ?? "";
        if (fields.Refusal is null && !RequestId.IsWellFormed(id)) fields.Refuse(Refusals.RequestNotFound);
        return id;
    }

    public static string Key(JsonElement arguments, out Refusal? refusal)
    {
        var given = arguments.TryGetProperty("idempotencyKey", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        refusal = given is null ? NoKey : IdempotencyKeys.Check(given);
        return given ?? "";
    }

    public static Refusal UnknownTool(string name, IEnumerable<string> actions)
    {
        var nearest = NearestNames.Of(name, actions.Concat(McpFixedTools.All.Select(tool => tool.Name)));
        return new(404, "tool.unknown", $"There is no tool '{Quoted.Cut(name)}'. Nearest: {string.Join(", ", nearest)}. List the tools to see what you have.");
    }
}
