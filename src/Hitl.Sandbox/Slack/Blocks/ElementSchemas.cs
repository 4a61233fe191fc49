using static Hitl.Sandbox.Slack.Blocks.Checks;

namespace Hitl.Sandbox.Slack.Blocks;

/// <summary>Interactive elements and the objects inside them, with Slack's limits.</summary>
/// <remarks>Source: Slack, Block Kit reference, “Block elements” and “Composition objects”.</remarks>
internal static class ElementSchemas
{
    private static readonly BlockCheck Id = Words(255);

    private static readonly BlockCheck Confirm = new ObjectSchema()
        .Must("title", Text(100)).Must("text", Text(300, markdown: true)).Must("confirm", Text(30)).Must("deny", Text(30))
        .May("style", OneOf("primary", "danger")).Check;

    private static readonly BlockCheck Option = new ObjectSchema()
        .Must("text", Text(75, markdown: true)).Must("value", Words(75, min: 0)).May("description", Text(75, markdown: true)).May("url", Url(3000)).Check;

    private static readonly BlockCheck Options = List(Option, 100);

    private static readonly BlockCheck Groups = List(new ObjectSchema().Must("label", Text(75)).Must("options", Options).Check, 100);

    private static readonly ObjectSchema Select = Picker().May("options", Options).May("option_groups", Groups)
        .May("initial_option", Option).May("initial_options", List(Option, 100)).May("max_selected_items", Anything);

    private static readonly ObjectSchema UserSelect = Picker().May("initial_user", Words(255)).May("initial_users", List(Words(255), 100))
        .May("initial_conversation", Words(255)).May("initial_channel", Words(255)).May("max_selected_items", Anything)
        .May("default_to_current_conversation", Flag).May("response_url_enabled", Flag).May("filter", Anything);

    /// <summary>By type name. Which of them a block accepts is the block's business.</summary>
    public static IReadOnlyDictionary<string, ObjectSchema> All { get; } = new Dictionary<string, ObjectSchema>
    {
        ["button"] = new ObjectSchema().Must("text", Text(75)).May("action_id", Id).May("url", Url(3000)).May("value", Words(2000))
            .May("style", OneOf("primary", "danger")).May("confirm", Confirm).May("accessibility_label", Words(75)),
        ["static_select"] = Select,
        ["multi_static_select"] = Select,
        ["users_select"] = UserSelect,
        ["multi_users_select"] = UserSelect,
        ["conversations_select"] = UserSelect,
        ["multi_conversations_select"] = UserSelect,
        ["channels_select"] = UserSelect,
        ["multi_channels_select"] = UserSelect,
        ["overflow"] = new ObjectSchema().Must("options", List(Option, 5)).May("action_id", Id).May("confirm", Confirm),
        ["radio_buttons"] = Choice("initial_option", Option),
        ["checkboxes"] = Choice("initial_options", List(Option, 10)),
        ["datepicker"] = Picker().May("initial_date", Words(10)),
        ["timepicker"] = Picker().May("initial_time", Words(5)).May("timezone", Words(100)),
        ["datetimepicker"] = Picker().May("initial_date_time", Anything),
        ["plain_text_input"] = Typing().May("initial_value", Words(3000, min: 0)).May("multiline", Flag)
            .May("min_length", Anything).May("max_length", Anything),
        ["email_text_input"] = Typing().May("initial_value", Words(3000, min: 0)),
        ["url_text_input"] = Typing().May("initial_value", Words(3000, min: 0)),
        ["number_input"] = Typing().Must("is_decimal_allowed", Flag).May("initial_value", Words(3000, min: 0))
            .May("min_value", Words(255)).May("max_value", Words(255)),
        ["image"] = new ObjectSchema().Must("alt_text", Words(2000)).May("image_url", Url(3000)).May("slack_file", Anything),
    };

    public static IReadOnlyDictionary<string, ObjectSchema> Only(params string[] types) =>
        types.ToDictionary(type => type, type => All[type]);

    private static ObjectSchema Picker() => new ObjectSchema()
        .May("action_id", Id).May("placeholder", Text(150)).May("confirm", Confirm).May("focus_on_load", Flag);

    private static ObjectSchema Typing() => new ObjectSchema()
        .May("action_id", Id).May("placeholder", Text(150)).May("focus_on_load", Flag).May("dispatch_action_config", Anything);

    private static ObjectSchema Choice(string initial, BlockCheck initialCheck) => new ObjectSchema()
        .Must("options", List(Option, 10)).May("action_id", Id).May(initial, initialCheck).May("confirm", Confirm).May("focus_on_load", Flag);
}
