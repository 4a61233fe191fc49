using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Governance.Catalogs.Checks;

/// <summary>One stage: one way of naming roles, majorities that are some, working time that exists.</summary>
internal static class StageChecks
{
    private const int MostPeople = 20;

    public static void Check(YamlNode root, YamlNode stage, YamlErrors errors)
    {
        var shares = stage.At("roles").Entries();
        foreach (var (role, _) in shares) CatalogChecks.Known(role, root.At("roles").Keys(), "role", errors);
        if (stage.At("role") is null && stage.At("roles") is null) errors.Add("catalog.missing_key", stage, "'role' is missing: Whose members are asked; or else roles.", "role");
        if (stage.At("role") is { } one && stage.At("roles") is not null) errors.Add("catalog.range", one, "A stage names one role, or several with 'roles'; not both.");
        if (stage.At("roles") is YamlMapping { Entries.Count: < 2 } few) errors.Add("catalog.range", few, "'roles' names at least two; one role is named with 'role'.");
        if (stage.At("roles") is not null && stage.At("quorum") is { } quorum) errors.Add("catalog.range", quorum, "With 'roles' each role has a number of its own, and all of them must agree.");
        if (shares.Sum(share => int.TryParse(share.Value.Text(), out var people) ? (long)people : 0) > MostPeople) errors.Add("catalog.range", stage.At("roles")!, $"At most {MostPeople} people must agree.");
        CheckTime(root, stage, errors);
    }

    /// <summary>A majority is more than half of the role's members: with less, both sides could win.</summary>
    public static void CheckMajority(YamlNode stage, YamlNode role, YamlScalar name, YamlNode place, int quorum, YamlErrors errors)
    {
        var members = role.At("members").Items().Count;
        if (stage.At("decides").Text() == "majority" && quorum * 2 <= members)
            errors.Add("catalog.no_majority", place, $"{quorum} of the {members} members of '{name.Text}' are no majority: both sides could reach it.", $"at least {(members / 2) + 1}");
    }

    private static void CheckTime(YamlNode root, YamlNode stage, YamlErrors errors)
    {
        if (stage.At("time") is not { } time || time.Text() != "working") return;
        var role = stage.At("role").Text() ?? stage.At("roles").Entries().Select(e => e.Key.Text).FirstOrDefault();
        if (role is not null && root.At("roles").At(role) is { } known && known.At("hours") is null)
            errors.Add("catalog.no_hours", time, $"Role '{role}' has no 'hours', so nobody knows when it works.", "wall");
    }
}
