using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hitl.Escalations.Consent;

/// <summary>One text for one value: RFC 8785 member order and escaping, with integers only, so that a digest means one thing.</summary>
/// <remarks>Fractions and exponents are refused rather than rounded: two parties must never hash different numbers for the same request.</remarks>
public static class CanonicalJson
{
    private const long LargestExactInteger = 9_007_199_254_740_992;

    /// <summary>Writes a value canonically; null becomes <c>null</c>.</summary>
    /// <exception cref="FormatException">A number is no integer, or its magnitude is above 2^53; or a text has half a surrogate pair.</exception>
    public static string Write(JsonNode? node)
    {
        var text = new StringBuilder();
        Append(text, node);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case null: text.Append("null"); break;
            case JsonObject members: AppendObject(text, members); break;
            case JsonArray items: AppendArray(text, items); break;
            default: AppendValue(text, node); break;
        }
    }

    private static void AppendObject(StringBuilder text, JsonObject members)
    {
        text.Append('{');
        var first = true;
        // RFC 8785 orders by UTF-16 code units, which is what an ordinal comparison does.
        foreach (var (name, value) in members.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (!first) text.Append(',');
            first = false;
            AppendString(text, name);
            text.Append(':');
            Append(text, value);
        }

        text.Append('}');
    }

    private static void AppendArray(StringBuilder text, JsonArray items)
    {
        text.Append('[');
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) text.Append(',');
            Append(text, items[i]);
        }

        text.Append(']');
    }

    private static void AppendValue(StringBuilder text, JsonNode node)
    {
        switch (node.GetValueKind())
        {
            case JsonValueKind.True: text.Append("true"); break;
            case JsonValueKind.False: text.Append("false"); break;
            case JsonValueKind.String: AppendString(text, Text(node)); break;
            default: text.Append(Integer(node).ToString(CultureInfo.InvariantCulture)); break;
        }
    }

    private static long Integer(JsonNode node)
    {
        var raw = node.ToJsonString();
        return long.TryParse(raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value is >= -LargestExactInteger and <= LargestExactInteger
            ? value
            : throw new FormatException($"{raw} is not an integer within 2^53; the canonical form has no other numbers.");
    }

    private static string Text(JsonNode node)
    {
        try
        {
            return node.GetValue<string>();
        }
        catch (InvalidOperationException notText)
        {
            throw new FormatException("A text has an escape that is half a surrogate pair.", notText);
        }
    }

    private static void AppendString(StringBuilder text, string value)
    {
        // Encoded as UTF-8, every lone surrogate becomes the same replacement character: different texts would share a digest.
        if (!IsWholeUnicode(value)) throw new FormatException("A text has half a surrogate pair; the canonical form has no such text.");
        text.Append('"');
        foreach (var c in value)
        {
            switch (c)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\b': text.Append("\\b"); break;
                case '\f': text.Append("\\f"); break;
                case '\n': text.Append("\\n"); break;
                case '\r': text.Append("\\r"); break;
                case '\t': text.Append("\\t"); break;
                case < ' ': text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"); break;
                default: text.Append(c); break;
            }
        }

        text.Append('"');
    }

    private static bool IsWholeUnicode(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (!char.IsSurrogate(value[i])) continue;
            if (i + 1 >= value.Length || !char.IsSurrogatePair(value[i], value[i + 1])) return false;
            i++;
        }

        return true;
    }
}
