using static Hitl.Sandbox.Slack.Blocks.Checks;

namespace Hitl.Sandbox.Slack.Blocks;

/// <summary>Blocks with Slack's limits, by surface.</summary>
/// <remarks>Source: Slack, Block Kit reference, “Blocks”.</remarks>
internal static class BlockSchemas
{
    private static readonly string[] Inputs =
    [
        "plain_text_input", "email_text_input", "url_text_input", "number_input", "static_select", "multi_static_select", "users_select",
        "multi_users_select", "conversations_select", "multi_conversations_select", "channels_select", "multi_channels_select",
        "radio_buttons", "checkboxes", "datepicker", "timepicker", "datetimepicker",
    ];

    private static readonly string[] Pressables =
    [
        "button", "overflow", "static_select", "multi_static_select", "users_select", "multi_users_select", "conversations_select",
        "channels_select", "radio_buttons", "checkboxes", "datepicker", "timepicker", "datetimepicker",
    ];

    private static readonly BlockCheck Accessory = Typed(ElementSchemas.Only([.. Pressables, "image"]));

    private static readonly Dictionary<string, ObjectSchema> Everywhere = new()
    {
        ["section"] = Block().May("text", Text(3000, markdown: true)).May("fields", List(Text(2000, markdown: true), 10))
            .May("accessory", Accessory).May("expand", Flag),
        ["header"] = Block().Must("text", Text(150)),
        ["divider"] = Block(),
        ["context"] = Block().Must("elements", List(ContextElement, 10)),
        ["actions"] = Block().Must("elements", List(Typed(ElementSchemas.Only(Pressables)), 25)),
        ["image"] = Block().Must("alt_text", Words(2000)).May("image_url", Url(3000)).May("slack_file", Anything).May("title", Text(2000)),
        ["input"] = Block().Must("label", Text(2000)).Must("element", Typed(ElementSchemas.Only(Inputs)))
            .May("hint", Text(2000)).May("optional", Flag).May("dispatch_action", Flag),
        ["rich_text"] = Block().Must("elements", List(RichTextSchemas.Part, 3000, min: 0)),
    };

    public static IReadOnlyDictionary<string, ObjectSchema> Message { get; } = new Dictionary<string, ObjectSchema>(Everywhere)
    {
        ["markdown"] = Block().Must("text", Words(12_000)),
        ["table"] = Block().Must("rows", List(List(Anything, 20), 100)).May("column_settings", List(Anything, 20)),
    };

    public static IReadOnlyDictionary<string, ObjectSchema> View { get; } = Everywhere;

    private static ObjectSchema Block() => new ObjectSchema().May("block_id", Words(255));

    private static void ContextElement(System.Text.Json.Nodes.JsonNode node, string pointer, BlockProblems problems)
    {
        if (node["type"]?.ToString() == "image") ElementSchemas.All["image"].Check(node, pointer, problems);
        else Text(2000, markdown: true)(node, pointer, problems);
    }
}
