using System.Globalization;
using System.Text.Json.Nodes;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Governance.Catalogs.Shapes;

/// <summary>Money as people write it, with exactly the currency's decimals: <c>50.00 USD</c>, <c>500 JPY</c>. There is no other way to write it.</summary>
internal sealed class MoneyShape : Shape
{
    private const string Pattern = @"^(0|[1-9][0-9]{0,11})(\.[0-9]{2,3})? [A-Z]{3}$";

    /// <summary>Reads an amount without errors.</summary>
    public static Money Read(YamlNode node) => TryRead(node.Text() ?? "", out var money, out _) ? money : Money.None;

    public override JsonNode? Canonical(YamlNode node, bool isSorted) => new JsonObject { ["minor"] = Read(node).Minor, ["currency"] = Read(node).Currency };

    public override JsonObject ToJsonSchema() => new() { ["type"] = "string", ["pattern"] = Pattern };

    protected override void CheckNode(YamlNode node, ShapeContext context)
    {
        if (TryRead(node.Text() ?? "", out _, out var code)) return;
        if (code == "money.currency") context.Errors.Add(code, node, $"'{node.Text()}' does not end in an ISO 4217 currency in upper case.", "50.00 USD");
        else context.Errors.Add(code, node, $"'{node.Text()}' is not an amount: a number with exactly the currency's decimals, a blank, the currency.", "50.00 USD");
    }

    private static bool TryRead(string text, out Money money, out string code)
    {
        money = Money.None;
        code = "money.format";
        if (text.Split(' ') is not [var number, var currency]) return false;
        code = "money.currency";
        if (!Iso4217.TryGetExponent(currency, out var exponent)) return false;
        code = "money.format";
        var (whole, fraction) = number.Split('.') is [var left, var right] ? (left, right) : (number, "");
        var isCanonical = whole.Length is >= 1 and <= 12 && (whole == "0" || whole[0] != '0') && fraction.Length == exponent && (exponent > 0 || !number.Contains('.', StringComparison.Ordinal));
        if (!isCanonical || !long.TryParse(whole + fraction, NumberStyles.None, CultureInfo.InvariantCulture, out var minor)) return false;
        money = new(minor, currency);
        return true;
    }
}
