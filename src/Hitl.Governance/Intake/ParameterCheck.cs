using System.Globalization;
using System.Text.Json;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;

namespace Hitl.Governance.Intake;

/// <summary>The parameters of a request against the closed schema of its action.</summary>
internal static class ParameterCheck
{
    private const long Largest = 9_007_199_254_740_991;

    public static void Check(List<FieldProblem> problems, ActionDefinition action, JsonElement? parameters)
    {
        var given = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (parameters is { ValueKind: JsonValueKind.Object } values)
        {
            foreach (var member in values.EnumerateObject())
            {
                if (!given.TryAdd(member.Name, member.Value))
                    problems.Add(new(FieldProblems.FieldInvalid, Path(member.Name), $"'{FieldText.Cut(member.Name)}' is given twice."));
            }
        }
        else if (parameters is not (null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined }))
        {
            problems.Add(new(FieldProblems.FieldInvalid, "parameters", "'parameters' must be a JSON object."));
        }

        foreach (var name in given.Keys.Where(name => !action.Parameters.ContainsKey(name)))
            problems.Add(new(FieldProblems.FieldUnknown, Path(name), Unknown(action, name)));
        foreach (var definition in action.Parameters.Values)
        {
            if (given.TryGetValue(definition.Name, out var value) && value.ValueKind != JsonValueKind.Null) CheckValue(problems, definition, value);
            else if (given.ContainsKey(definition.Name)) problems.Add(new(FieldProblems.FieldInvalid, Path(definition.Name), $"'{definition.Name}' is null; leave it out instead."));
            else if (definition.Required) problems.Add(new(FieldProblems.FieldRequired, Path(definition.Name), $"'{definition.Name}' ({definition.Label}) is required."));
        }
    }

    private static string Unknown(ActionDefinition action, string name)
    {
        var known = action.Parameters.Count == 0 ? "it has none" : "it has " + string.Join(", ", action.Parameters.Keys.Order(StringComparer.Ordinal));
        return $"'{action.Name}' has no parameter '{FieldText.Cut(name)}'; {known}.";
    }

    private static void CheckValue(List<FieldProblem> problems, ParameterDefinition definition, JsonElement value)
    {
        var field = Path(definition.Name);
        switch (definition.Kind)
        {
            case "integer": CheckInteger(problems, definition, field, value); break;
            case "boolean":
                if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) Wrong(problems, definition, field, "true or false");
                break;
            case "texts": CheckTexts(problems, definition, field, value); break;
            default: CheckText(problems, definition, field, value); break;
        }
    }

    private static void CheckInteger(List<FieldProblem> problems, ParameterDefinition definition, string field, JsonElement value)
    {
        var least = Math.Max(definition.Minimum ?? -Largest, -Largest);
        var most = Math.Min(definition.Maximum ?? Largest, Largest);
        var isInteger = value.ValueKind == JsonValueKind.Number
            && long.TryParse(value.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most;
        if (!isInteger) Wrong(problems, definition, field, string.Create(CultureInfo.InvariantCulture, $"an integer from {least} to {most}"));
    }

    private static void CheckTexts(List<FieldProblem> problems, ParameterDefinition definition, string field, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            Wrong(problems, definition, field, "a list of texts");
            return;
        }

        if (value.GetArrayLength() > definition.MaxLength)
        {
            problems.Add(new(FieldProblems.TextTooLong, field, $"'{definition.Name}' has {value.GetArrayLength()} entries; the limit is {definition.MaxLength}."));
            return;
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
            CheckText(problems, definition with { MaxLength = RequestSchema.MaxName }, string.Create(CultureInfo.InvariantCulture, $"{field}[{index++}]"), item);
    }

    private static void CheckText(List<FieldProblem> problems, ParameterDefinition definition, string field, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String || !TryText(value, out var text))
        {
            Wrong(problems, definition, field, "a text");
            return;
        }

        var before = problems.Count;
        FieldText.CheckText(problems, field, text, definition.MaxLength, TextProfile.Strict);
        if (problems.Count > before) return;
        if (string.IsNullOrWhiteSpace(text)) Wrong(problems, definition, field, "a text that is not blank");
        else if (text != text.Trim()) Wrong(problems, definition, field, "a text without blanks around it");
        else if (definition.OneOf.Count > 0 && !definition.OneOf.Contains(text, StringComparer.Ordinal)) Wrong(problems, definition, field, "one of " + string.Join(", ", definition.OneOf));
        else if (definition.Kind == "email" && !EmailText.IsPlausible(text)) Wrong(problems, definition, field, "an e-mail address in ASCII, such as ada@example.com");
    }

    private static bool TryText(JsonElement value, out string text)
    {
        try
        {
            text = value.GetString() ?? "";
            return true;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate escape such as "\ud800" is no text.
            text = "";
            return false;
        }
    }

    private static void Wrong(List<FieldProblem> problems, ParameterDefinition definition, string field, string expected) =>
        problems.Add(new(FieldProblems.FieldInvalid, field, $"'{definition.Name}' must be {expected}."));

    private static string Path(string name) => "parameters." + FieldText.Cut(name);
}
