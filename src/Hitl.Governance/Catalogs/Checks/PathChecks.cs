using System.Globalization;
using Hitl.Escalations.Ids;
using Hitl.Governance.Catalogs.Shapes;
using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Governance.Catalogs.Checks;

/// <summary>Paths and stages: they end, their timers are in order, and enough different people could decide.</summary>
internal static class PathChecks
{
    public static void Check(YamlNode root, YamlNode action, YamlErrors errors)
    {
        foreach (var (name, path) in action.At("paths").Entries())
        {
            var stages = path.At("stages").Items();
            CatalogChecks.Distinct(stages.Select(s => s.At("name")).OfType<YamlScalar>(), "catalog.stage_cycle", "stage", errors);
            foreach (var stage in stages)
            {
                CatalogChecks.Known(stage.At("role"), root.At("roles").Keys(), "role", errors);
                StageChecks.Check(root, stage, errors);
                CheckTimers(stage, errors);
                CheckQuorum(root, action, name.Text, stage, errors);
            }
        }
    }

    public static void CheckTimers(YamlNode stage, YamlErrors errors)
    {
        var wait = stage.At("wait") is { } node ? DurationShape.Read(node) : TimeSpan.Zero;
        if (wait == TimeSpan.Zero) return;
        var last = TimeSpan.Zero;
        foreach (var reminder in stage.At("reminders").Items())
        {
            var at = DurationShape.Read(reminder);
            if (at == TimeSpan.Zero) continue;
            if (at >= wait || at <= last) errors.Add("catalog.range", reminder, "Reminders are ascending and shorter than the stage's wait.");
            last = at;
        }

        if (stage.At("coverage-after") is { } after && DurationShape.Read(after) >= wait)
            errors.Add("catalog.range", after, "Coverage would be asked only after the stage has ended.", "less than wait");
    }

    /// <summary>The different humans who could ever decide in a role.</summary>
    public static List<PersonId> Deciders(YamlNode? role, IdentityGraph identities) =>
    [
        .. PeopleChecks.Ids(role.At("members")).Concat(PeopleChecks.Ids(role.At("fallback"))).Concat(role.At("coverage").Entries().SelectMany(e => PeopleChecks.Ids(e.Value)))
            .Select(identities.Human).Distinct(),
    ];

    private static void CheckQuorum(YamlNode root, YamlNode action, string path, YamlNode stage, YamlErrors errors)
    {
        foreach (var (share, people) in stage.At("roles").Entries()) CheckQuorum(root, action, path, stage, share, people, errors);
        var least = HighRisk.LeastPeople(action.At("risk").Text());
        if (stage.At("roles") is { } several && several.Entries().Sum(e => int.TryParse(e.Value.Text(), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? (long)n : 0) < least)
            errors.Add("catalog.quorum_impossible", several, least > 1 ? "High risk takes two people." : "A stage asks somebody.", least > 1 ? "a role more, or 2 of it" : "a role with a number");
        if (stage.At("role") is YamlScalar role) CheckQuorum(root, action, path, stage, role, stage.At("quorum"), errors);
    }

    private static void CheckQuorum(YamlNode root, YamlNode action, string path, YamlNode stage, YamlScalar named, YamlNode? written, YamlErrors errors)
    {
        var roleName = named.Text;
        if (root.At("roles").At(roleName) is not { } role) return;
        if (!int.TryParse(written.Text() ?? "1", NumberStyles.None, CultureInfo.InvariantCulture, out var stated)) return;
        // Several roles bring several people together; one role alone must bring both.
        var quorum = stage.At("role") is null ? stated : Math.Max(stated, HighRisk.LeastPeople(action.At("risk").Text()));
        var identities = PeopleChecks.Identities(root);
        var people = Deciders(role, identities);
        var place = written ?? named;
        StageChecks.CheckMajority(stage, role, named, place, quorum, errors);
        if (people.Count < quorum)
        {
            errors.Add("catalog.quorum_impossible", place, $"{quorum} must agree, but only {people.Count} different people could ever decide in role '{roleName}'.", $"at most {people.Count}");
            return;
        }

        foreach (var actor in Askers(root, action, path))
        {
            if (root.At("actors").At(actor).At("owner").Text() is not { Length: > 0 } owner) continue;
            var left = people.Count(p => p != identities.Human(PersonId.From(owner)));
            if (left < quorum)
                errors.Add("catalog.quorum_impossible", place, $"For requests of '{actor}', {quorum} must agree but only {left} could: its owner '{owner}' may not decide.", $"{quorum} people besides {owner}");
        }
    }

    /// <summary>Actors whose requests can come to this path.</summary>
    private static IEnumerable<string> Askers(YamlNode root, YamlNode action, string path)
    {
        var everyone = root.At("actors").Keys().ToList();
        if (action.At("gap").Text() == path) return everyone;
        return action.At("rules").Items().Where(r => r.At("path").Text() == path)
            .SelectMany(r => r.At("actors") is { } named ? named.Texts().Select(t => t.Text) : everyone).Distinct();
    }
}
