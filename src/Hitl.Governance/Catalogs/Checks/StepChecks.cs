using Hitl.Governance.Catalogs.Yaml;
using Hitl.Governance.Evaluation;

namespace Hitl.Governance.Catalogs.Checks;

/// <summary>Saga steps: targets exist, templates read declared fields only, and what can be undone says how.</summary>
internal static class StepChecks
{
    public static void Check(YamlNode root, YamlNode action, YamlErrors errors)
    {
        var steps = action.At("steps").Items();
        CatalogChecks.Distinct(steps.Select(s => s.At("name")).OfType<YamlScalar>(), "catalog.duplicate", "step", errors);
        for (var i = 0; i < steps.Count; i++)
        {
            CatalogChecks.Known(steps[i].At("target"), root.At("targets").Keys(), "target", errors);
            CheckCompensation(action, steps[i], isLast: i == steps.Count - 1, errors);
            foreach (var (_, template) in steps[i].At("arguments").Entries()) CheckTemplate(action, template, errors);
        }
    }

    private static void CheckCompensation(YamlNode action, YamlNode step, bool isLast, YamlErrors errors)
    {
        if (step.At("compensation") is { } compensation)
        {
            if (compensation.Text() == step.At("operation").Text())
                errors.Add("catalog.compensation_missing", compensation, "The operation cannot undo itself; name the one that does.");
            return;
        }

        if (step.At("name") is not { } name) return;
        if (action.At("reversibility").Text() is "reversible" or "reversible-until")
            errors.Add("catalog.compensation_missing", name, $"Step '{name.Text()}' of a reversible action does not say how it is undone.", "compensation: the operation that undoes it");
        else if (!isLast)
            errors.Add("catalog.compensation_missing", name, $"Step '{name.Text()}' cannot be undone, so it must come last.", "compensation, or the last place");
    }

    /// <summary>Checks one template: its braces, its fields, and that people see what it sends.</summary>
    public static void CheckTemplate(YamlNode action, YamlNode node, YamlErrors errors)
    {
        if (node.Text() is not { } template) return;
        if (ArgumentTemplate.Fields(template) is not { } fields)
        {
            errors.Add("template.syntax", node, $"The braces of '{template}' do not pair.", "{field}");
            return;
        }

        var parameters = action.At("parameters");
        foreach (var field in fields)
        {
            var isAmount = field is "amount" or "currency";
            var isKnown = isAmount ? action.At("amount").Text() != "none" : ArgumentTemplate.BuiltIn.Contains(field, StringComparer.Ordinal) || parameters.At(field) is not null;
            if (!isKnown)
            {
                var known = parameters.Keys().Concat(ArgumentTemplate.BuiltIn).ToList();
                errors.Add("template.unknown_field", node, $"'{{{field}}}' is no field of this action; known are {string.Join(", ", known)}.", Intake.NearestNames.Meant(field, known));
            }
            else if (parameters.At(field).At("shown").Text() == "false")
            {
                errors.Add("catalog.hidden_parameter", parameters.At(field).At("shown")!, $"'{field}' is sent to a target, so the people who decide must see it.", "true");
            }
            else if (parameters.At(field).At("required").Text() == "false" && !ArgumentTemplate.IsOneField(template))
            {
                errors.Add("template.optional_field", node, $"'{field}' may be absent, so it can only be an argument of its own.", $"{{{field}}}");
            }
        }
    }
}
