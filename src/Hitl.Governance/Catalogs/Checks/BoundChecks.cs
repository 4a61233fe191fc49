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

    // Whoever signs for one role may be moved to another, so many roles of the same few people are decided without trying every order of them.
    private static bool HasOneEach(List<List<PersonId>> roles)
    {
        var signs = new Dictionary<PersonId, int>();
        return Enumerable.Range(0, roles.Count).All(role => Find(role, []));

        bool Find(int role, HashSet<PersonId> tried)
        {
            foreach (var person in roles[role].Where(tried.Add))
            {
                if (signs.TryGetValue(person, out var other) && !Find(other, tried)) continue;
                signs[person] = role;
                return true;
            }

            return false;
        }
    }

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
        foreach (var (name, action) in Concerned(root, conflict))
            CatalogChecks.Known(conflict.At("subject"), action.At("parameters").Keys().Append("customer"), $"parameter of '{name.Text}' (or customer)", errors);
    }

    private static void CheckActions(YamlNode root, YamlNode node, YamlNode? path, YamlErrors errors, params string[] words)
    {
        foreach (var action in node.At("actions").Items()) CatalogChecks.Known(action, root.At("actions").Keys(), "action", errors);
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
        if (!HasOneEach(people)) errors.Add("catalog.quorum_impossible", signOff.At("roles")!, "Each role must be signed by another human, and there are not enough of them.", "roles with different members");
    }
}
