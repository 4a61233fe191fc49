using System.Text.Json;
using System.Text.Json.Nodes;
using Hitl.Client.Requests;
using Hitl.Gateway.Callers;
using Hitl.Governance.Catalogs;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Hitl.Gateway.Mcp;

/// <summary>The tools an agent has: the fixed ones, and one for each action it may ask for under the catalog in force.</summary>
internal sealed class McpToolList(ICatalogStore catalogs)
{
    private const int PageSize = 100;

    public async ValueTask<ListToolsResult> PageAsync(Caller caller, string? cursor, CancellationToken cancel)
    {
        var names = new List<Tool>(cursor is null ? McpFixedTools.All : []);
        if (await catalogs.ActiveAsync(cancel) is not { } catalog) return new() { Tools = names };
        var actor = caller.Actor!.Value;
        var after = ActionTools.Of(catalog, actor).OrderBy(tool => tool.Key, StringComparer.Ordinal)
            .Where(tool => cursor is null || string.CompareOrdinal(tool.Key, cursor) > 0).Take(PageSize + 1).ToList();
        foreach (var (name, action) in after.Take(PageSize)) names.Add(ToolOf(ActionTools.View(catalog, actor, name, action), catalog.Digest));
        return new() { Tools = names, NextCursor = after.Count > PageSize ? after[PageSize - 1].Key : null };
    }

    private static Tool ToolOf(AskableAction action, string catalog) => new()
    {
        Name = action.Tool,
        Title = action.Title,
        Description = $"Asks for '{action.Action}'. {action.Description}\nRead the answer's 'next'. Nothing runs without the catalog's or people's consent.",
        InputSchema = WithKey(action.Schema),
        OutputSchema = McpShapes.Request,
        Annotations = new() { Title = action.Title, ReadOnlyHint = false, DestructiveHint = action.Reversibility == "irreversible", IdempotentHint = true, OpenWorldHint = true },
        // Descriptions come from one signed version of the catalog: a client that pins them can tell when they change.
        Meta = new() { ["hitl/catalog"] = catalog, ["hitl/action"] = action.Action },
    };

    private static JsonElement WithKey(JsonObject schema)
    {
        schema["properties"]!.AsObject().Insert(0, "idempotencyKey", new JsonObject
        {
            ["type"] = "string", ["minLength"] = 1, ["maxLength"] = 255, ["pattern"] = "^[!-~]+$",
            ["description"] = "One key for one intention, such as order-4711-refund; the same on every repetition of it, another for another intention.",
        });
        schema["required"]!.AsArray().Insert(0, "idempotencyKey");
        return schema.Deserialize<JsonElement>(McpJsonUtilities.DefaultOptions);
    }
}
