using System.Text.Json.Nodes;
using Hitl.Sandbox.Journaling;
using Hitl.Sandbox.Slack.Model;

namespace Hitl.Sandbox.Slack.Page;

/// <summary>The HTML field of an element that holds something.</summary>
internal sealed class FieldHtml(Workspace workspace)
{
    /// <param name="name">Field name.</param>
    /// <param name="label">What a screen reader says; empty when a label element names the field by its id, which is the name.</param>
    /// <param name="held">What it holds now, as in state.values; null takes the initial value.</param>
    public Html Field(JsonObject element, string name, string label, JsonNode? held) => element.Text("type") switch
    {
        "plain_text_input" when element.Text("multiline") == "true" =>
            Html.Of($"<textarea id=\"{name}\" name=\"{name}\" rows=\"4\" placeholder=\"{Placeholder(element)}\" {Label(label)}>{Value(element, held)}</textarea>"),
        "plain_text_input" or "url_text_input" => Box(element, name, label, held, "text"),
        "number_input" => Box(element, name, label, held, "text"),
        "email_text_input" => Box(element, name, label, held, "text"),
        "datepicker" => Box(element, name, label, held, "date"),
        "timepicker" => Box(element, name, label, held, "time"),
        "static_select" or "overflow" => Select(name, label, Options(element), Chosen(element, held), multiple: false),
        "multi_static_select" => Select(name, label, Options(element), Chosen(element, held), multiple: true),
        "users_select" => Select(name, label, People(), Chosen(element, held), multiple: false),
        "multi_users_select" => Select(name, label, People(), Chosen(element, held), multiple: true),
        "channels_select" or "conversations_select" => Select(name, label, Channels(), Chosen(element, held), multiple: false),
        "radio_buttons" => Choices(element, name, "radio", Chosen(element, held)),
        "checkboxes" => Choices(element, name, "checkbox", Chosen(element, held)),
        _ => Html.Of($"<em>{element.Text("type")}</em>"),
    };

    private static Html Box(JsonObject element, string name, string label, JsonNode? held, string type) => Html.Of(
        $"<input type=\"{type}\" id=\"{name}\" name=\"{name}\" value=\"{Value(element, held)}\" placeholder=\"{Placeholder(element)}\" autocomplete=\"off\" {Label(label)}>");

    private static Html Select(string name, string label, IEnumerable<(string Value, string Text)> options, HashSet<string> chosen, bool multiple)
    {
        var empty = multiple ? Html.Empty : new Html("<option value=\"\">Choose…</option>");
        var items = options.Select(option => Html.Of($"<option value=\"{option.Value}\"{Mark(chosen.Contains(option.Value), " selected")}>{option.Text}</option>"));
        return Html.Of($"<select id=\"{name}\" name=\"{name}\"{Mark(multiple, " multiple")} {Label(label)}>{empty}{items}</select>");
    }

    private static Html Choices(JsonObject element, string name, string type, HashSet<string> chosen)
    {
        var items = Options(element).Select(option => Html.Of(
            $"<label class=\"choice\"><input type=\"{type}\" name=\"{name}\" value=\"{option.Value}\"{Mark(chosen.Contains(option.Value), " checked")}> {option.Text}</label>"));
        return Html.Of($"<div class=\"choices\">{items}</div>");
    }

    private static IEnumerable<(string Value, string Text)> Options(JsonObject element)
    {
        var grouped = (element["option_groups"] as JsonArray ?? []).SelectMany(group => group?["options"] as JsonArray ?? []);
        return (element["options"] as JsonArray ?? []).Concat(grouped).Select(option => (option.Text("value") ?? "", BlockHtml.Plain(option?["text"])));
    }

    private IEnumerable<(string Value, string Text)> People() =>
        workspace.Users.Where(user => !user.Deleted && !user.IsBot).Select(user => (user.Id, user.RealName));

    private IEnumerable<(string Value, string Text)> Channels() =>
        workspace.Channels.Where(channel => !channel.IsIm && !channel.IsArchived).Select(channel => (channel.Id, "#" + channel.Name));

    private static HashSet<string> Chosen(JsonObject element, JsonNode? held)
    {
        var state = held as JsonObject ?? Initial(element);
        var values = new HashSet<string>();
        foreach (var (name, value) in state)
        {
            if (name == "type" || value is null) continue;
            foreach (var one in value as JsonArray ?? [value.DeepClone()]) values.Add(one is JsonObject option ? option.Text("value") ?? "" : one?.ToString() ?? "");
        }

        return values;
    }

    private static string? Value(JsonObject element, JsonNode? held)
    {
        var state = held as JsonObject ?? Initial(element);
        return state.Text("value") ?? state.Text("selected_date") ?? state.Text("selected_time");
    }

    private static JsonObject Initial(JsonObject element) => Slack.People.ElementState.Of(element, null);

    private static string Placeholder(JsonObject element) => BlockHtml.Plain(element["placeholder"]);

    private static Html Label(string label) => label.Length == 0 ? Html.Empty : Html.Of($"aria-label=\"{label}\"");

    private static Html Mark(bool on, string attribute) => on ? new(attribute) : Html.Empty;
}
