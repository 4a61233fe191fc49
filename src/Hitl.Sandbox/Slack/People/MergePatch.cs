using System.Text.Json.Nodes;

namespace Hitl.Sandbox.Slack.People;

/// <summary>JSON merge patch (RFC 7396).</summary>
internal static class MergePatch
{
    public static void Apply(JsonObject target, JsonObject? patch)
    {
        foreach (var (name, value) in patch ?? [])
        {
            if (value is null) target.Remove(name);
            else if (value is JsonObject inner && target[name] is JsonObject existing) Apply(existing, inner);
            else target[name] = value.DeepClone();
        }
    }
}
