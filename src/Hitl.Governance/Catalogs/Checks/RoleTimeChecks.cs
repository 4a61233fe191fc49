using Hitl.Governance.Catalogs.Shapes;
using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Governance.Catalogs.Checks;

/// <summary>Rotations and working hours of roles: zones that exist, whole days, members who may decide.</summary>
internal static class RoleTimeChecks
{
    private const int MostClosedDays = 400;

    public static void Check(YamlScalar name, YamlNode role, YamlErrors errors)
    {
        if (role.At("rotation") is { } rotation) CheckRotation(name, role, rotation, errors);
        if (role.At("hours") is not { } hours) return;
        foreach (var day in hours.At("closed").Items()) CheckDate(day, errors);
        if (hours.At("closed") is YamlSequence { Items.Count: > MostClosedDays } many) errors.Add("catalog.range", many, $"At most {MostClosedDays} closed days are kept.");
    }

    private static void CheckRotation(YamlScalar name, YamlNode role, YamlNode rotation, YamlErrors errors)
    {
        var members = role.At("members").Texts().Select(t => t.Text).ToList();
        foreach (var turn in rotation.At("members").Texts()) CatalogChecks.Known(turn, members, $"member of '{name.Text}'", errors);
        CatalogChecks.Distinct(rotation.At("members").Texts(), "catalog.duplicate", "turn of", errors);
        if (rotation.At("start") is { } start) CheckDate(start, errors);
        if (rotation.At("hands-over") is { } at && at.Text() == "24:00") errors.Add("catalog.range", at, "A turn begins at a time of its first day.", "\"00:00\"");
        if (rotation.At("period") is { } period && DurationShape.Read(period) is var length && (length < TimeSpan.FromDays(1) || length.Ticks % TimeSpan.TicksPerDay != 0))
            errors.Add("catalog.range", period, "A turn is whole days long.", "7d");
    }

    private static void CheckDate(YamlNode node, YamlErrors errors)
    {
        if (node.Text() is { Length: > 10 }) errors.Add("catalog.range", node, "This is a day of the zone's calendar, without a time.", "2026-01-05");
    }
}
