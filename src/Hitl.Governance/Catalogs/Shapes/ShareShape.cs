using System.Globalization;
using System.Text.Json.Nodes;
using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Governance.Catalogs.Shapes;

/// <summary>A share in percent with up to two decimals: <c>5%</c>, <c>0.25%</c>.</summary>
internal sealed class ShareShape : Shape
{
    private const string Pattern = @"^(100|[0-9]{1,2}(\.[0-9]{1,2})?)%$";

    /// <summary>Reads a share without errors, in hundredths of a percent.</summary>
    public static int Read(YamlNode? node) => TryRead(node.Text(), out var share) ? share : 0;

    public override JsonNode? Canonical(YamlNode node, bool isSorted) => Read(node);

    public override JsonObject ToJsonSchema() => new() { ["type"] = "string", ["pattern"] = Pattern };

    protected override void CheckNode(YamlNode node, ShapeContext context)
    {
        if (!TryRead(node.Text(), out _)) WrongType(node, context, "a share from 0% to 100% with at most two decimals, such as 5%");
    }

    private static bool TryRead(string? text, out int share)
    {
        share = 0;
        if (text is not [.. var number, '%'] || number.StartsWith('.') || number.EndsWith('.') || !decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)) return false;
        var hundredths = percent * 100;
        if (percent is < 0 or > 100 || hundredths != decimal.Truncate(hundredths)) return false;
        share = (int)hundredths;
        return true;
    }
}
