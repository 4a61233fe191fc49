using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Hitl.Sandbox.Journaling;

namespace Hitl.Sandbox.Targets;

/// <summary>A call that passed authentication.</summary>
/// <param name="Subjects">Every value it mentions, for faults limited to one customer or order.</param>
internal sealed record TargetCall(string Operation, string? Key, JsonObject Parameters, IReadOnlySet<string> Subjects)
{
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Operation + "\n" + WireJson.Write(Parameters))));

    public static TargetCall Of(HttpContext context, string operation, string? key, JsonObject parameters)
    {
        var subjects = new HashSet<string>(context.Request.RouteValues.Values.OfType<string>());
        foreach (var (_, value) in context.Request.Query) subjects.Add(value.ToString());
        Collect(parameters, subjects);
        return new(operation, key, parameters, subjects);
    }

    private static void Collect(JsonNode? node, HashSet<string> subjects)
    {
        if (node is JsonObject members) foreach (var (_, value) in members) Collect(value, subjects);
        else if (node is not null) subjects.Add(node.ToString());
    }
}
