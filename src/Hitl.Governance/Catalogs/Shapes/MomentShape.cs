using System.Globalization;
using System.Text.Json.Nodes;
using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Governance.Catalogs.Shapes;

/// <summary>A moment in UTC: a date (its first moment) or date and time with <c>Z</c>.</summary>
internal sealed class MomentShape : Shape
{
    private const string Pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?$";
    private static string[] Forms => ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    /// <summary>Reads a moment without errors.</summary>
    public static DateTimeOffset Read(YamlNode node) => TryRead(node.Text(), out var moment) ? moment : DateTimeOffset.UnixEpoch;

    public override JsonNode? Canonical(YamlNode node, bool isSorted) => Read(node).ToString(Forms[1], CultureInfo.InvariantCulture);

    public override JsonObject ToJsonSchema() => new() { ["type"] = "string", ["pattern"] = Pattern };

    protected override void CheckNode(YamlNode node, ShapeContext context)
    {
        if (!TryRead(node.Text(), out _)) WrongType(node, context, "a date (2026-03-31) or a moment in UTC (2026-03-31T17:00:00Z)");
    }

    private static bool TryRead(string? text, out DateTimeOffset moment) =>
        DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out moment);
}
