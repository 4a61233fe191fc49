using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Governance.Catalogs.Checks;

/// <summary>An action as a whole: its classes, its gap handling and its parameters.</summary>
internal static class ActionChecks
{
    // Bounds and templates use these names; a parameter of the same name would be ambiguous.
    private static string[] Reserved => ["amount", "currency", "customer", "request", "actor", "segment", "channel"];

    public static void Check(YamlNode root, YamlScalar name, YamlNode action, YamlErrors errors)
    {
        CheckClasses(name, action, errors);
        CheckGap(action, errors);
        CheckReversal(root, action, errors);
        foreach (var (key, parameter) in action.At("parameters").Entries()) CheckParameter(key, parameter, errors);
        foreach (var (key, _) in action.At("exclusions").Entries()) CatalogChecks.Known(key, action.At("parameters").Keys(), "parameter", errors);
    }

    private static void CheckClasses(YamlScalar name, YamlNode action, YamlErrors errors)
    {
        var reversibility = action.At("reversibility").Text();
        if (reversibility == "reversible-until" && action.At("reversible-for") is null)
            errors.Add("catalog.reversible_for", name, "An action that is reversible until a deadline says for how long.", "reversible-for: 14d");
        if (reversibility != "reversible-until" && action.At("reversible-for") is { } window)
            errors.Add("catalog.reversible_for", window, "Only an action with reversibility reversible-until has a deadline.");
        foreach (var rule in action.At("rules").Items().Where(r => r.At("effect").Text() == "allow"))
        {
            if (action.At("risk").Text() == "red-line")
                errors.Add("catalog.red_line_automated", rule.At("effect")!, "A red line is never automated, whatever the bounds; ask people instead.", "ask");
            else if (reversibility == "irreversible")
                errors.Add("catalog.irreversible_automated", rule.At("effect")!, "An irreversible action always needs a person; ask people instead.", "ask");
        }
    }

    private static void CheckReversal(YamlNode root, YamlNode action, YamlErrors errors)
    {
        if (action.At("reversal") is not { } reversal) return;
        if (action.At("reversibility").Text() == "irreversible") errors.Add("catalog.reversal", reversal, "An irreversible action has no reversal.");
        foreach (var step in action.At("steps").Items().Where(step => step.At("compensation") is null))
            errors.Add("catalog.reversal", step, "An action that can be undone says for every step what undoes it.", "compensation: …");
        foreach (var role in reversal.At("by").Texts()) CatalogChecks.Known(role, root.At("roles").Keys(), "role", errors);
        CatalogChecks.Known(reversal.At("path"), action.At("paths").Keys(), "path of this action", errors);
    }

    private static void CheckGap(YamlNode action, YamlErrors errors)
    {
        CatalogChecks.Known(action.At("raise-to"), action.At("paths").Keys(), "path of this action", errors);
        CatalogChecks.Known(action.At("gap"), action.At("paths").Keys().Append("refuse"), "path of this action", errors);
        foreach (var (path, _) in action.At("paths").Entries().Where(e => e.Key.Text is "refuse" or "serialise"))
            errors.Add("catalog.reserved_name", path, $"'{path.Text}' is what a catalog says in place of a path; call the path something else.");
    }

    private static void CheckParameter(YamlScalar key, YamlNode parameter, YamlErrors errors)
    {
        if (Reserved.Contains(key.Text, StringComparer.Ordinal)) errors.Add("catalog.reserved_name", key, $"'{key.Text}' is part of every request; call the parameter something else.");
        var type = parameter.At("type").Text();
        foreach (var bound in new[] { parameter.At("min"), parameter.At("max") }.OfType<YamlNode>().Where(_ => type != "integer"))
            errors.Add("catalog.wrong_bound", bound, "min and max bound integers only.");
        if (parameter.At("one-of") is { } values && type is not ("text" or "texts")) errors.Add("catalog.wrong_bound", values, "one-of bounds texts only.");
        if (parameter.At("editable").Text() == "true" && type is ("text" or "email"))
            errors.Add("catalog.not_narrowable", parameter.At("editable")!, "Only whole numbers, lists and yes-or-no can be narrowed; for a text nobody can say which is less.");
        if (type == "integer" && long.TryParse(parameter.At("min").Text(), out var min) && long.TryParse(parameter.At("max").Text(), out var max) && max < min)
            errors.Add("catalog.range", parameter.At("max")!, "The greatest value is below the least.", "a number from min");
    }
}
