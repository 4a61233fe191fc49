using System.Text.Json.Nodes;
using Hitl.Sandbox.Journaling;

namespace Hitl.Sandbox.Slack.People;

/// <summary>What an interactive element holds, written as Slack writes it: text, an option, several options, a person, a date.</summary>
internal static class ElementState
{
    /// <param name="given">What the person entered; null takes the element's initial value.</param>
    /// <returns>The entry under state.values, or the kernel of an action.</returns>
    public static JsonObject Of(JsonObject element, JsonNode? given)
    {
        var type = element.Text("type")!;
        var state = new JsonObject { ["type"] = type };
        var (field, initial) = Fields(type);
        if (field is null) return state;
        state[field] = given is null ? Copy(initial is null ? null : element[initial]) : Chosen(element, field, given);
        return state;
    }

    /// <summary>Whether nothing was entered, which an input that is not optional does not accept.</summary>
    public static bool IsEmpty(JsonObject state) =>
        state.All(field => field.Key == "type" || field.Value is null or JsonArray { Count: 0 } || (field.Value is JsonValue && field.Value.ToString().Length == 0));

    private static (string? Field, string? Initial) Fields(string type) => type switch
    {
        "plain_text_input" or "email_text_input" or "url_text_input" or "number_input" => ("value", "initial_value"),
        "button" => ("value", "value"),
        "static_select" or "radio_buttons" => ("selected_option", "initial_option"),
        "overflow" => ("selected_option", null),
        "multi_static_select" or "checkboxes" => ("selected_options", "initial_options"),
        "users_select" => ("selected_user", "initial_user"),
        "multi_users_select" => ("selected_users", "initial_users"),
        "conversations_select" => ("selected_conversation", "initial_conversation"),
        "channels_select" => ("selected_channel", "initial_channel"),
        "datepicker" => ("selected_date", "initial_date"),
        "timepicker" => ("selected_time", "initial_time"),
        "datetimepicker" => ("selected_date_time", "initial_date_time"),
        _ => (null, null),
    };

    private static JsonNode? Chosen(JsonObject element, string field, JsonNode given) => field switch
    {
        "selected_option" => Option(element, given),
        "selected_options" => new JsonArray([.. Many(given).Select(value => Option(element, value)).Where(option => option is not null)]),
        "selected_users" => new JsonArray([.. Many(given).Select(Copy)]),
        "value" => given.ToString().Length == 0 ? null : JsonValue.Create(given.ToString()),
        _ => Copy(given),
    };

    private static IEnumerable<JsonNode> Many(JsonNode given) => given as JsonArray is { } list ? list.OfType<JsonNode>() : [given];

    private static JsonNode? Option(JsonObject element, JsonNode value)
    {
        var grouped = (element["option_groups"] as JsonArray ?? []).SelectMany(group => group?["options"] as JsonArray ?? []);
        return Copy((element["options"] as JsonArray ?? []).Concat(grouped).FirstOrDefault(option => option.Text("value") == value.ToString()));
    }

    private static JsonNode? Copy(JsonNode? node) => node?.DeepClone();
}
