using System.Globalization;
using System.Text.Json.Nodes;
using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Governance.Catalogs.Shapes;

/// <summary>A time of day in quotes: <c>"09:00"</c>, up to <c>"24:00"</c>.</summary>
internal sealed class ClockShape : Shape
{
    private const string Pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$";

    /// <summary>Reads a time without errors; 24:00 reads as the zero of the day after.</summary>
    public static TimeOnly Read(YamlNode node) => TryRead(node.Text(), out var time) ? time : TimeOnly.MinValue;

    public override JsonNode? Canonical(YamlNode node, bool isSorted) => node.Text();

    public override JsonObject ToJsonSchema() => new() { ["type"] = "string", ["pattern"] = Pattern };

    protected override void CheckNode(YamlNode node, ShapeContext context)
    {
        if (node is not YamlScalar { IsPlain: false } || !TryRead(node.Text(), out _)) WrongType(node, context, "a time of day in quotes, such as \"09:00\"");
    }

    private static bool TryRead(string? text, out TimeOnly time)
    {
        time = default;
        return text == "24:00" || TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }
}
