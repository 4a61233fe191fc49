using Hitl.Governance.Catalogs.Yaml;
using Hitl.Governance.Intake;

namespace Hitl.Governance.Catalogs.Checks;

/// <summary>What a catalog must satisfy beyond its shape: names that exist, ranges that make sense, nothing unsafe.</summary>
internal static class CatalogChecks
{
    public static void Check(YamlNode root, YamlErrors errors)
    {
        if (root.At("actions").Entries().Count > CatalogParser.MostActions)
            errors.Add("catalog.too_large", root.At("actions")!, $"The catalog has {root.At("actions").Entries().Count} actions; the limit is {CatalogParser.MostActions}.");
        PeopleChecks.Check(root, errors);
        TargetChecks.Check(root, errors);
        BoundChecks.Check(root, errors);
        foreach (var (name, action) in root.At("actions").Entries())
        {
            ActionChecks.Check(root, name, action, errors);
            ToolTextChecks.Check(action, errors);
            RuleChecks.Check(root, action, errors);
            PathChecks.Check(root, action, errors);
            StepChecks.Check(root, action, errors);
            GuardChecks.Check(root, action, errors);
        }
    }

    /// <summary>Adds an error unless the text is one of the names; says nothing about a node that is no text.</summary>
    public static void Known(YamlNode? node, IEnumerable<string> names, string kind, YamlErrors errors)
    {
        if (node is not YamlScalar { Text.Length: > 0 } scalar || names.Contains(scalar.Text)) return;
        var nearest = NearestNames.Meant(scalar.Text, names);
        errors.Add("catalog.unknown_name", scalar, $"There is no {kind} '{scalar.Text}'{(nearest is null ? "" : $"; did you mean '{nearest}'?")}.", nearest);
    }

    /// <summary>Adds an error for every name that comes a second time.</summary>
    public static void Distinct(IEnumerable<YamlScalar> names, string code, string kind, YamlErrors errors)
    {
        var first = new Dictionary<string, YamlScalar>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (!first.TryAdd(name.Text, name)) errors.Add(code, name, $"The {kind} '{name.Text}' is here and {errors.Where(first[name.Text].Place)}.");
        }
    }
}
