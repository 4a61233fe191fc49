using System.Text.Json.Nodes;

namespace Hitl.Sandbox.Slack.Blocks;

/// <summary>The fields an object may have. Unknown ones are refused, as Slack refuses them.</summary>
internal sealed class ObjectSchema
{
    private readonly Dictionary<string, BlockCheck> _fields = new() { ["type"] = (_, _, _) => { } };
    private readonly List<string> _required = [];

    public ObjectSchema Must(string name, BlockCheck check)
    {
        _required.Add(name);
        return May(name, check);
    }

    public ObjectSchema May(string name, BlockCheck check)
    {
        _fields[name] = check;
        return this;
    }

    public void Check(JsonNode node, string pointer, BlockProblems problems)
    {
        if (node is not JsonObject members)
        {
            problems.Add(pointer, "must be an object");
            return;
        }

        foreach (var name in _required.Where(name => members[name] is null)) problems.Add(pointer, $"missing required field: {name}");
        foreach (var (name, value) in members)
        {
            if (!_fields.TryGetValue(name, out var check)) problems.Add(pointer, $"invalid additional property: {name}");
            else if (value is not null) check(value, $"{pointer}/{name}", problems);
        }
    }
}
