using System.Text.Json;
using System.Text.Json.Nodes;
using Hitl.Sandbox.Journaling;

namespace Hitl.Sandbox.Slack.Blocks;

/// <summary>The small checks schemas are made of.</summary>
internal static class Checks
{
    public static BlockCheck Flag { get; } = (node, pointer, problems) =>
    {
        if (node.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False)) problems.Add(pointer, "must be a boolean");
    };

    public static BlockCheck Anything { get; } = (_, _, _) => { };

    /// <summary>A string of at least one and at most <paramref name="max"/> characters.</summary>
    public static BlockCheck Words(int max, int min = 1) => (node, pointer, problems) =>
    {
        if (node.GetValueKind() != JsonValueKind.String)
        {
            problems.Add(pointer, "must be a string");
            return;
        }

        var length = node.GetValue<string>().Length;
        if (length > max) problems.Add(pointer, $"must be less than {max + 1} characters");
        if (length < min) problems.Add(pointer, $"must be more than {min - 1} characters");
    };

    public static BlockCheck OneOf(params string[] values) => (node, pointer, problems) =>
    {
        if (node.GetValueKind() != JsonValueKind.String || !values.Contains(node.GetValue<string>()))
            problems.Add(pointer, $"must be a valid enum value: {string.Join(", ", values)}");
    };

    public static BlockCheck Url(int max) => (node, pointer, problems) =>
    {
        Words(max)(node, pointer, problems);
        if (node.GetValueKind() == JsonValueKind.String && !Uri.TryCreate(node.GetValue<string>(), UriKind.Absolute, out _))
            problems.Add(pointer, "must be a valid URL");
    };

    /// <summary>A text object; markdown only where it is allowed.</summary>
    public static BlockCheck Text(int max, bool markdown = false, int min = 1) => (node, pointer, problems) =>
    {
        var kind = node.Text("type");
        if (node is not JsonObject || kind is not ("plain_text" or "mrkdwn") || (kind == "mrkdwn" && !markdown))
        {
            problems.Add(pointer, markdown ? "must be a text object" : "must be a plain_text object");
            return;
        }

        new ObjectSchema().Must("text", Words(max, min)).May("emoji", Flag).May("verbatim", Flag).Check(node, pointer, problems);
    };

    public static BlockCheck List(BlockCheck item, int max, int min = 1) => (node, pointer, problems) =>
    {
        if (node is not JsonArray items)
        {
            problems.Add(pointer, "must be an array");
            return;
        }

        if (items.Count > max) problems.Add(pointer, $"no more than {max} items allowed");
        if (items.Count < min) problems.Add(pointer, $"no fewer than {min} items allowed");
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is { } value) item(value, $"{pointer}/{i}", problems);
            else problems.Add($"{pointer}/{i}", "must not be null");
        }
    };

    /// <summary>An object whose <c>type</c> chooses its schema.</summary>
    public static BlockCheck Typed(IReadOnlyDictionary<string, ObjectSchema> schemas) => (node, pointer, problems) =>
    {
        var type = node.Text("type");
        if (type is null) problems.Add(pointer, "missing required field: type");
        else if (schemas.TryGetValue(type, out var schema)) schema.Check(node, pointer, problems);
        else problems.Add($"{pointer}/type", $"unsupported type: {type}");
    };

    /// <summary>Exactly one of two fields, as with options and option_groups.</summary>
    public static void ExactlyOne(JsonNode node, string pointer, BlockProblems problems, string first, string second)
    {
        if (node[first] is null == node[second] is null) problems.Add(pointer, $"exactly one of {first} and {second} is required");
    }
}
