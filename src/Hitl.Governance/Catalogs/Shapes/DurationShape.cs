using System.Globalization;
using System.Text.Json.Nodes;
using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Governance.Catalogs.Shapes;

/// <summary>A duration with its unit: <c>30s</c>, <c>15m</c>, <c>4h</c>, <c>2d</c>.</summary>
/// <param name="least">Shortest in production; in a sandbox one second.</param>
/// <param name="most">Longest.</param>
internal sealed class DurationShape(TimeSpan least, TimeSpan most) : Shape
{
    private const string Pattern = "^[1-9][0-9]{0,8}[smhd]$";

    /// <summary>The word that stands for no duration at all; null when there must be one.</summary>
    public string? Word { get; init; }

    /// <summary>Reads a duration without errors; the word reads as zero.</summary>
    public static TimeSpan Read(YamlNode node) => TryRead(node.Text() ?? "", out var duration) ? duration : TimeSpan.Zero;

    public override JsonNode? Canonical(YamlNode node, bool isSorted) => (long)Read(node).TotalSeconds;

    public override JsonObject ToJsonSchema() => new() { ["type"] = "string", ["pattern"] = Word is null ? Pattern : $"{Pattern}|^{Word}$" };

    protected override void CheckNode(YamlNode node, ShapeContext context)
    {
        var text = node.Text();
        if (Word is not null && text == Word) return;
        if (text is null || !TryRead(text, out var duration))
        {
            context.Errors.Add("duration.format", node, $"'{text}' is not a duration: a whole number above 0 and a unit s, m, h or d.", "15m");
            return;
        }

        var shortest = context.IsSandbox ? TimeSpan.FromSeconds(1) : least;
        if (duration < shortest || duration > most)
            context.Errors.Add("duration.range", node, $"{text} is outside {Write(shortest)} to {Write(most)}.", $"{Write(shortest)} to {Write(most)}");
    }

    private static bool TryRead(string text, out TimeSpan duration)
    {
        duration = default;
        if (text.Length is < 2 or > 10 || text[0] == '0' || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return false;
        var unit = text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86_400, _ => 0 };
        // 999999999d is more than a TimeSpan holds, and longer than anything admits.
        duration = TimeSpan.FromSeconds(Math.Min(count * unit, (long)TimeSpan.MaxValue.TotalSeconds));
        return unit > 0;
    }

    private static string Write(TimeSpan duration) => duration switch
    {
        { TotalDays: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalDays:0}d"),
        { TotalMinutes: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMinutes:0}m"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0}s"),
    };
}
