using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hitl.Sandbox.Journaling;
using static Hitl.Sandbox.Slack.Blocks.Checks;

namespace Hitl.Sandbox.Slack.Blocks;

/// <summary>Judges blocks and views as Slack does, and fills in the ids Slack fills in.</summary>
internal static class BlockKit
{
    /// <summary>Undocumented: Slack was seen to accept 9,597 characters of text and to refuse 11,341; we draw the line between.</summary>
    public const int MostMessageText = 10_000;

    /// <summary>Slack's limit of a view's JSON, in bytes.</summary>
    public const int MostViewBytes = 250_000;

    private static readonly BlockCheck MessageBlocks = List(Typed(BlockSchemas.Message), 50, min: 0);
    private static readonly BlockCheck ViewBlocks = List(Typed(BlockSchemas.View), 100, min: 0);

    private static readonly Dictionary<string, ObjectSchema> Views = new()
    {
        ["modal"] = ViewFields().Must("title", Text(24)).May("submit", Text(24)).May("close", Text(24)).May("clear_on_close", Flag)
            .May("notify_on_close", Flag).May("submit_disabled", Flag),
        ["home"] = ViewFields(),
    };

    public static BlockProblems CheckMessage(JsonNode blocks)
    {
        var problems = new BlockProblems();
        MessageBlocks(blocks, "/blocks", problems);
        CheckBlockRules(blocks, "/blocks", problems);
        return problems;
    }

    /// <param name="type">"modal" or "home"; a view of the other type is refused.</param>
    public static BlockProblems CheckView(JsonNode view, string type)
    {
        var problems = new BlockProblems();
        if (view.Text("type") != type)
        {
            problems.Add("/view/type", $"must be {type}");
            return problems;
        }

        Views[type].Check(view, "/view", problems);
        CheckBlockRules(view["blocks"], "/view/blocks", problems);
        var asksForInput = (view["blocks"] as JsonArray)?.Any(block => block.Text("type") == "input") ?? false;
        if (type == "modal" && asksForInput && view["submit"] is null) problems.Add("/view", "missing required field: submit");
        return problems;
    }

    /// <summary>All characters a reader would see, the measure of msg_blocks_too_long.</summary>
    public static int TextLength(JsonNode? node) => node switch
    {
        JsonArray items => items.Sum(TextLength),
        JsonObject members => members.Sum(member =>
            member.Key == "text" && member.Value?.GetValueKind() == JsonValueKind.String
                ? member.Value.GetValue<string>().Length
                : TextLength(member.Value)),
        _ => 0,
    };

    /// <summary>A copy in which every block and every interactive element has its id.</summary>
    public static JsonArray WithIds(JsonArray blocks)
    {
        var copy = (JsonArray)blocks.DeepClone();
        foreach (var block in copy.OfType<JsonObject>())
        {
            block["block_id"] ??= NewId();
            foreach (var element in Elements(block).Where(element => element.Text("type") is not ("image" or "plain_text" or "mrkdwn")))
                element["action_id"] ??= NewId();
        }

        return copy;
    }

    /// <summary>The interactive elements of a block, wherever the block keeps them.</summary>
    public static IEnumerable<JsonObject> Elements(JsonObject block) => block.Text("type") switch
    {
        "actions" => (block["elements"] as JsonArray ?? []).OfType<JsonObject>(),
        "section" when block["accessory"] is JsonObject accessory => [accessory],
        "input" when block["element"] is JsonObject element => [element],
        _ => [],
    };

    private static ObjectSchema ViewFields() => new ObjectSchema().Must("blocks", ViewBlocks)
        .May("private_metadata", Words(3000, min: 0)).May("callback_id", Words(255, min: 0)).May("external_id", Words(255, min: 0));

    /// <summary>Rules that reach across fields and blocks.</summary>
    private static void CheckBlockRules(JsonNode? blocks, string pointer, BlockProblems problems)
    {
        var seen = new HashSet<string>();
        foreach (var (block, at) in (blocks as JsonArray ?? []).Select((block, i) => (block as JsonObject, $"{pointer}/{i}")))
        {
            if (block is null) continue;
            if (block.Text("block_id") is { Length: > 0 } id && !seen.Add(id)) problems.Add($"{at}/block_id", $"block_id `{id}` already exists");
            if (block.Text("type") == "section" && block["text"] is null && block["fields"] is null) problems.Add(at, "missing required field: text");
            var actions = new HashSet<string>();
            foreach (var element in Elements(block))
            {
                if (element.Text("action_id") is { } action && !actions.Add(action)) problems.Add(at, $"action_id `{action}` already exists");
                if (element.Text("type") is "static_select" or "multi_static_select") ExactlyOne(element, at, problems, "options", "option_groups");
            }
        }
    }

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3))[..5];
}
