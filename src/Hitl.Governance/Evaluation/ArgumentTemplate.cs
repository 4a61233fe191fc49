using System.Text;
using System.Text.Json.Nodes;
using Hitl.Escalations.Requests;

namespace Hitl.Governance.Evaluation;

/// <summary>Argument templates: text with <c>{field}</c> in it. No conditions, no loops, no nesting; a template that is one field keeps the field's type.</summary>
internal static class ArgumentTemplate
{
    /// <summary>Fields every action has; <c>{amount}</c> and <c>{currency}</c> only where the action takes an amount.</summary>
    public static IReadOnlyList<string> BuiltIn => ["amount", "currency", "customer", "request"];

    /// <summary>Names the fields of a template in order; null when its braces do not pair.</summary>
    public static IReadOnlyList<string>? Fields(string template)
    {
        var fields = new List<string>();
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] == '}') return null;
            if (template[i] != '{') continue;
            var end = template.IndexOfAny(['{', '}'], i + 1);
            if (end < 0 || template[end] == '{') return null;
            fields.Add(template[(i + 1)..end]);
            i = end;
        }

        return fields;
    }

    /// <summary>Tells whether the template is one field and nothing else.</summary>
    public static bool IsOneField(string template) => template.Length > 2 && template[0] == '{' && template.IndexOf('}') == template.Length - 1;

    public static ActionParameters Fill(IReadOnlyDictionary<string, string> templates, ActionRequest request, ActionParameters parameters)
    {
        var values = parameters.ToJson();
        var arguments = new JsonObject();
        foreach (var (name, template) in templates)
        {
            // An optional parameter that was left out leaves its argument out; the parser admits it nowhere else.
            if (!IsOneField(template)) arguments[name] = Text(template, request, values);
            else if (Field(template[1..^1], request, values) is { } value) arguments[name] = value;
        }

        return ActionParameters.From(arguments);
    }

    private static string Text(string template, ActionRequest request, JsonObject values)
    {
        var text = new StringBuilder();
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] != '{')
            {
                text.Append(template[i]);
                continue;
            }

            var end = template.IndexOf('}', i);
            text.Append(ActionParameters.From(new() { ["v"] = Field(template[(i + 1)..end], request, values) }).Text("v"));
            i = end;
        }

        return text.ToString();
    }

    private static JsonNode? Field(string name, ActionRequest request, JsonObject values) => values[name]?.DeepClone() ?? name switch
    {
        "amount" => request.Amount is { } amount ? JsonValue.Create(amount.Minor) : null,
        "currency" => request.Amount?.Currency,
        "customer" => request.Customer.Id,
        "request" => request.Id.Value,
        _ => null,
    };
}
