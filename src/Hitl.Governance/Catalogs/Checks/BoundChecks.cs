using Hitl.Escalations.Ids;
using Hitl.Governance.Catalogs.Shapes;
using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Governance.Catalogs.Checks;

/// <summary>Limits, conflicts and sign-off: names that exist, and paths that every action concerned has.</summary>
internal static class BoundChecks
{
    public static void Check(YamlNode root, YamlErrors errors)
    {
        foreach (var (name, limit) in root.At("limits").Entries()) CheckLimit(root, name, limit, errors);
        foreach (var (_, conflict) in root.At("conflicts").Entries()) CheckConflict(root, conflict, errors);
        if (root.At("sign-off") is { } signOff) CheckSignOff(root, signOff, errors);
    }

    private static bool HasOneEach(List<List<PersonId>> roles, int at, HashSet<PersonId> taken) =>
        at == roles.Count || roles[at].Exists(person => taken.Add(person) && (HasOneEach(roles, at + 1, taken) || !taken.Remove(person)));

    private static void CheckLimit(YamlNode root, YamlScalar name, YamlNode limit, YamlErrors errors)
    {
        foreach (var actor in limit.At("actors").Items()) CatalogChecks.Known(actor, root.At("actors").Keys(), "actor", errors);
        if (limit.At("amounts") is null && limit.At("count") is null) errors.Add("catalog.limit_empty", name, $"Limit '{name.Text}' limits nothing: say amounts, count or both.", "amounts");
        var currencies = new HashSet<string>(StringComparer.Ordinal);
        foreach (var amount in limit.At("amounts").Items().Where(amount => !currencies.Add(MoneyShape.Read(amount).Currency)))
            errors.Add("catalog.duplicate", amount, "There is an amount in this currency already; one per currency.");
        CheckActions(root, limit, limit.At("over"), errors);
    }

    private static void CheckConflict(YamlNode root, YamlNode conflict, YamlErrors errors)
    {
        CheckActions(root, conflict, conflict.At("then"), errors, "serialise");
        if (conflict.At("subject") is not YamlScalar { Text: not "customer" } subject) return;
        foreach (var (name, action) in Concerned(root, conflict))
            CatalogChecks.Known(subject, action.At("parameters").Keys().Append("customer"), $"parameter of '{name.Text}' (or customer)", errors);
    }

    private static void CheckActions(YamlNode root, YamlNode node, YamlNode? path, YamlErrors errors, params string[] words)
    {
        foreach (var action in node.At("actions").Items()) CatalogChecks.Known(action, root.At("actions").Keys(), "action", errors);
        if (path.Text() is not { } text || text == "refuse" || words.Contains(text, StringComparer.Ordinal)) return;
        foreach (var (name, action) in Concerned(root, node))
            CatalogChecks.Known(path, action.At("paths").Keys().Concat(words).Append("refuse"), $"path of '{name.Text}'", errors);
    }

    private static IEnumerable<KeyValuePair<YamlScalar, YamlNode>> Concerned(YamlNode root, YamlNode node)
    {
        var named = node.At("actions")?.Texts().Select(t => t.Text).ToHashSet(StringComparer.Ordinal);
        return root.At("actions").Entries().Where(entry => named is null || named.Contains(entry.Key.Text));
    }

    private static void CheckSignOff(YamlNode root, YamlNode signOff, YamlErrors errors)
    {
        CatalogChecks.Distinct(signOff.At("roles").Texts(), "catalog.duplicate", "role", errors);
        foreach (var role in signOff.At("roles").Items()) CatalogChecks.Known(role, root.At("roles").Keys(), "role", errors);
        PathChecks.CheckTimers(signOff, errors);
        var identities = PeopleChecks.Identities(root);
        var people = signOff.At("roles").Texts().Select(role => PathChecks.Deciders(root.At("roles").At(role.Text), identities)).ToList();
        // Whoever proposes is no signer, so every leader must be able to stand aside for another leader's version, and no human signs twice.
        if (!HasOneEach(people, 0, [])) errors.Add("catalog.quorum_impossible", signOff.At("roles") ?? signOff, "Each role must be signed by another human, and there are not enough of them.", "roles with different members");
    }
}
