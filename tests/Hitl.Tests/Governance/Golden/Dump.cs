using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Hitl.Tests.Governance.Golden;

/// <summary>Every public property of a value, line by line, in an order that does not depend on how it was made.</summary>
internal static class Dump
{
    public static string Of(object? value)
    {
        var text = new StringBuilder();
        Write(text, "", value);
        return text.ToString();
    }

    private static void Write(StringBuilder text, string path, object? value)
    {
        switch (value)
        {
            case null: break;
            case string or bool or Enum or TimeOnly or DateOnly or System.Text.Json.Nodes.JsonNode: Line(text, path, value.ToString()!); break;
            case DateTimeOffset moment: Line(text, path, moment.ToString("O", CultureInfo.InvariantCulture)); break;
            case TimeSpan span: Line(text, path, span.ToString("c", CultureInfo.InvariantCulture)); break;
            case Hitl.Escalations.Requests.ActionParameters parameters: Line(text, path, parameters.ToJson().ToJsonString()); break;
            case IDictionary pairs: WriteAll(text, path, pairs.Keys.Cast<object>().Select(key => (key.ToString()!, pairs[key])).OrderBy(pair => pair.Item1, StringComparer.Ordinal)); break;
            case IEnumerable items: WriteAll(text, path, items.Cast<object?>().Select((item, index) => (index.ToString(CultureInfo.InvariantCulture), item))); break;
            default: WriteOne(text, path, value); break;
        }
    }

    private static void WriteOne(StringBuilder text, string path, object value)
    {
        var type = value.GetType();
        if (type.IsPrimitive || type.GetProperty("Value")?.PropertyType == typeof(string) && type.Namespace == "Hitl.Escalations.Ids")
        {
            Line(text, path, Convert.ToString(value, CultureInfo.InvariantCulture)!);
            return;
        }

        WriteAll(text, path, type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0)
            .OrderBy(property => property.Name, StringComparer.Ordinal).Select(property => (property.Name, property.GetValue(value))));
    }

    private static void WriteAll(StringBuilder text, string path, IEnumerable<(string Name, object? Value)> parts)
    {
        foreach (var (name, part) in parts) Write(text, path.Length == 0 ? name : $"{path}.{name}", part);
    }

    private static void Line(StringBuilder text, string path, string value) => text.Append(CultureInfo.InvariantCulture, $"{path}: {value}\n");
}
