using Hitl.Governance.Catalogs.Shapes;
using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Governance.Catalogs.Checks;

/// <summary>The rules of an action.</summary>
internal static class RuleChecks
{
    public static void Check(YamlNode root, YamlNode action, YamlErrors errors)
    {
        foreach (var (_, values) in action.At("exclusions").Entries()) CheckList(root, values, errors);
        var rules = action.At("rules").Items();
        CatalogChecks.Distinct(rules.Select(r => r.At("id")).OfType<YamlScalar>(), "catalog.duplicate", "rule id", errors);
        foreach (var rule in rules)
        {
            CheckNames(root, action, rule, errors);
            foreach (var (_, values) in rule.At("where").Entries().Concat(rule.At("except").Entries())) CheckList(root, values, errors);
            CheckEffect(action, rule, errors);
            CheckAmounts(action, rule, errors);
        }
    }

    private static void CheckList(YamlNode root, YamlNode values, YamlErrors errors)
    {
        if (values is YamlMapping) CatalogChecks.Known(values.At("list"), root.At("lists").Keys(), "list", errors);
    }

    private static void CheckNames(YamlNode root, YamlNode action, YamlNode rule, YamlErrors errors)
    {
        var (segments, channels) = (root.At("segments").Texts().Select(t => t.Text), root.At("channels").Texts().Select(t => t.Text));
        foreach (var actor in rule.At("actors").Items()) CatalogChecks.Known(actor, root.At("actors").Keys(), "actor", errors);
        foreach (var segment in rule.At("segments").Items()) CatalogChecks.Known(segment, segments, "segment", errors);
        foreach (var channel in rule.At("channels").Items()) CatalogChecks.Known(channel, channels, "channel", errors);
        foreach (var kind in rule.At("evidence").Items()) CatalogChecks.Known(kind, root.At("evidence").Texts().Select(t => t.Text), "kind of evidence", errors);
        foreach (var consent in rule.At("consents").Items()) CatalogChecks.Known(consent, root.At("consents").Texts().Select(t => t.Text), "consent", errors);
        foreach (var window in rule.At("hours").Items()) CheckWindow(window, errors);
        foreach (var (parameter, _) in rule.At("where").Entries().Concat(rule.At("except").Entries()))
            CatalogChecks.Known(parameter, action.At("parameters").Keys(), "parameter", errors);
    }

    private static void CheckWindow(YamlNode window, YamlErrors errors)
    {
        if (window.At("until") is not { } until) return;
        var from = window.At("from") is { } start ? ClockShape.Read(start) : TimeOnly.MinValue;
        if (until.Text() != "24:00" && ClockShape.Read(until) <= from)
            errors.Add("catalog.range", until, "The window ends before it begins; write two windows for one across midnight.", "a time after 'from'");
    }

    private static void CheckEffect(YamlNode action, YamlNode rule, YamlErrors errors)
    {
        var effect = rule.At("effect").Text();
        if (effect == "deny" && rule.At("except") is { } except)
            errors.Add("catalog.except_on_deny", except, "An exception to a denial would be an allowance in disguise; bound the rule with 'where' instead.", "where");
        if (effect == "ask" && rule.At("path") is null) errors.Add("catalog.missing_key", rule, "'path' is missing: a rule that asks names whom.", "path");
        if (effect is "allow" or "deny" && rule.At("path") is { } path) errors.Add("catalog.unknown_key", path, "Only a rule that asks has a path.");
        if (effect == "ask") CatalogChecks.Known(rule.At("path"), action.At("paths").Keys(), "path of this action", errors);
    }

    private static void CheckAmounts(YamlNode action, YamlNode rule, YamlErrors errors)
    {
        if (rule.At("amounts") is not { } amounts) return;
        if (action.At("amount").Text() == "none") errors.Add("catalog.wrong_bound", amounts, "The action takes no amount, so no rule of it can bound one.");
        var currencies = new HashSet<string>(StringComparer.Ordinal);
        foreach (var range in amounts.Items())
        {
            if (range.At("to") is not { } to) continue;
            var greatest = MoneyShape.Read(to);
            if (!currencies.Add(greatest.Currency)) errors.Add("catalog.duplicate", to, $"There is a range in {greatest.Currency} already; one per currency.");
            if (range.At("from") is not { } from) continue;
            var least = MoneyShape.Read(from);
            if (least.Currency != greatest.Currency || least.Minor > greatest.Minor)
                errors.Add("catalog.range", from, $"The range {from.Text()} to {to.Text()} is empty or mixes currencies.", "one currency, from at most to");
        }
    }
}
