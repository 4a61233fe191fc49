using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Governance.Catalogs.Checks;

/// <summary>Guards and drills of an action: targets that exist, state that can be read, undoing that can be drilled.</summary>
internal static class GuardChecks
{
    /// <summary>What the connectors that come with the system can read; those of your own answer for themselves.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Reads => new Dictionary<string, IReadOnlyList<string>>
    {
        ["stripe-refunds"] = ["amount-refunded"], ["accounts"] = ["email", "address", "plan"], ["loyalty"] = ["balance"], ["signed-http"] = [],
    };

    public static void Check(YamlNode root, YamlNode action, YamlErrors errors)
    {
        foreach (var (name, guard) in action.At("guards").Entries()) CheckGuard(root, action, name, guard, errors);
        if (action.At("drill") is { } drill) CheckDrill(root, action, drill, errors);
    }

    private static void CheckGuard(YamlNode root, YamlNode action, YamlScalar name, YamlNode guard, YamlErrors errors)
    {
        CatalogChecks.Known(guard.At("target"), root.At("targets").Keys(), "target", errors);
        foreach (var (_, template) in guard.At("arguments").Entries()) StepChecks.CheckTemplate(action, template, errors);
        if (guard.At("target") is not YamlScalar target || root.At("targets").At(target.Text).At("connector").Text() is not { } connector || !Reads.TryGetValue(connector, out var known)) return;
        if (known.Count == 0) errors.Add("catalog.guard", target, $"Guard '{name.Text}': targets of connector {connector} have no state that can be read.");
        else CatalogChecks.Known(guard.At("read"), known, $"state of connector {connector}", errors);
    }

    private static void CheckDrill(YamlNode root, YamlNode action, YamlNode drill, YamlErrors errors)
    {
        if (action.At("reversibility").Text() == "irreversible" || action.At("steps").Items().Any(step => step.At("compensation") is null))
            errors.Add("catalog.drill", drill, "Only an action that can be undone is drilled: every step says what undoes it.", "compensation: …");
        CatalogChecks.Known(drill.At("by"), root.At("roles").Keys(), "role", errors);
        foreach (var (name, _) in drill.At("with").Entries()) CatalogChecks.Known(name, action.At("parameters").Keys(), "parameter", errors);
        if (drill.At("amount") is { } amount && action.At("amount").Text() == "none") errors.Add("catalog.wrong_bound", amount, "The action takes no amount, so a drill of it sends none.");
    }
}
