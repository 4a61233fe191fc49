using static Hitl.Sandbox.Slack.Blocks.Checks;

namespace Hitl.Sandbox.Slack.Blocks;

/// <summary>The parts of a rich_text block.</summary>
internal static class RichTextSchemas
{
    private static readonly BlockCheck Inline = Typed(new Dictionary<string, ObjectSchema>
    {
        ["text"] = new ObjectSchema().Must("text", Words(12_000)).May("style", Anything),
        ["link"] = new ObjectSchema().Must("url", Url(3000)).May("text", Words(3000)).May("unsafe", Flag).May("style", Anything),
        ["user"] = Mention("user_id"),
        ["channel"] = Mention("channel_id"),
        ["usergroup"] = Mention("usergroup_id"),
        ["broadcast"] = new ObjectSchema().Must("range", OneOf("here", "channel", "everyone")),
        ["emoji"] = new ObjectSchema().Must("name", Words(255)).May("unicode", Words(255)).May("style", Anything),
        ["date"] = new ObjectSchema().Must("timestamp", Anything).Must("format", Words(255)).May("url", Url(3000)).May("fallback", Words(3000)),
        ["color"] = new ObjectSchema().Must("value", Words(20)),
    });

    private static readonly BlockCheck Section = new ObjectSchema().Must("elements", List(Inline, 3000, min: 0)).Check;

    public static BlockCheck Part { get; } = Typed(new Dictionary<string, ObjectSchema>
    {
        ["rich_text_section"] = Holder(Inline),
        ["rich_text_preformatted"] = Holder(Inline).May("border", Anything).May("language", Words(255)),
        ["rich_text_quote"] = Holder(Inline).May("border", Anything),
        ["rich_text_list"] = Holder(Section).Must("style", OneOf("bullet", "ordered")).May("indent", Anything).May("offset", Anything).May("border", Anything),
    });

    private static ObjectSchema Holder(BlockCheck item) => new ObjectSchema().Must("elements", List(item, 3000, min: 0));

    private static ObjectSchema Mention(string id) => new ObjectSchema().Must(id, Words(255)).May("style", Anything);
}
