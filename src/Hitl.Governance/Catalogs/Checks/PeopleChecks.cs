using Hitl.Escalations.Ids;
using Hitl.Governance.Catalogs.Shapes;
using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Governance.Catalogs.Checks;

/// <summary>People, roles, coverage, absences and actors.</summary>
internal static class PeopleChecks
{
    public static void Check(YamlNode root, YamlErrors errors)
    {
        var people = root.At("people").Keys().ToList();
        foreach (var (_, person) in root.At("people").Entries()) All(person.At("same-as"), people, errors);
        foreach (var (name, role) in root.At("roles").Entries()) CheckRole(name, role, people, Identities(root), errors);
        foreach (var absence in root.At("absences").Items()) CheckAbsence(absence, people, errors);
        foreach (var (_, actor) in root.At("actors").Entries())
        {
            CatalogChecks.Known(actor.At("owner"), people, "person", errors);
            All(actor.At("acts-for"), people, errors);
        }

        CheckSlackUsers(root, errors);
    }

    /// <summary>Who is who, as far as the tree can be read.</summary>
    public static IdentityGraph Identities(YamlNode root) => new(root.At("people").Entries()
        .Where(e => e.Key.Text.Length > 0)
        .Select(e => KeyValuePair.Create(PersonId.From(e.Key.Text), Ids(e.Value.At("same-as")))));

    /// <summary>The texts of a list as people, empty ones left out.</summary>
    public static IReadOnlyList<PersonId> Ids(YamlNode? node) => [.. node.Texts().Where(t => t.Text.Length > 0).Select(t => PersonId.From(t.Text))];

    private static void CheckRole(YamlScalar name, YamlNode role, List<string> people, IdentityGraph identities, YamlErrors errors)
    {
        All(role.At("members"), people, errors);
        All(role.At("fallback"), people, errors);
        var members = role.At("members").Texts().Select(t => t.Text).ToList();
        if (role.At("members") is YamlSequence { Items.Count: 0 } empty) errors.Add("catalog.no_approver", empty, $"Role '{name.Text}' has no members, so nobody could ever decide.");
        foreach (var (member, covers) in role.At("coverage").Entries())
        {
            CatalogChecks.Known(member, members, $"member of '{name.Text}'", errors);
            All(covers, people, errors);
        }

        RoleTimeChecks.Check(name, role, errors);
        var seen = new List<PersonId>();
        foreach (var member in role.At("members").Texts().Where(t => t.Text.Length > 0))
        {
            var person = PersonId.From(member.Text);
            if (identities.IsAmong(person, seen)) errors.Add("catalog.same_person", member, $"'{member.Text}' is in role '{name.Text}' already, under this or another id.");
            seen.Add(person);
        }
    }

    /// <summary>An absence, in a catalog or in a schedule.</summary>
    public static void CheckAbsence(YamlNode absence, IEnumerable<string> people, YamlErrors errors)
    {
        CatalogChecks.Known(absence.At("person"), people, "person", errors);
        if (absence.At("from") is { } from && absence.At("until") is { } until && MomentShape.Read(until) <= MomentShape.Read(from))
            errors.Add("catalog.range", until, "The absence ends before it begins.", "a moment after 'from'");
    }

    private static void CheckSlackUsers(YamlNode root, YamlErrors errors)
    {
        var users = root.At("people").Entries().Select(e => e.Value.At("slack")).OfType<YamlScalar>();
        CatalogChecks.Distinct(users, "catalog.duplicate", "Slack user", errors);
    }

    private static void All(YamlNode? list, List<string> people, YamlErrors errors)
    {
        foreach (var person in list.Items()) CatalogChecks.Known(person, people, "person", errors);
    }
}
