using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;

namespace Hitl.Activities.Desk;

/// <summary>Who is asked to do work that a role owns.</summary>
internal static class DeskPeople
{
    /// <summary>People of the role who are there, with their coverage; when nobody is, everybody whose duty is ops.</summary>
    public static IReadOnlyList<PersonId> Of(Catalog live, RoleId role, DateTimeOffset now)
    {
        if (!live.Roles.TryGetValue(role, out var definition)) return Ops(live);
        var asked = StageResolver.Resolve(definition, live.Absences, [], now, includeCoverage: false).Asked;
        return asked.Count > 0 ? [.. asked.Select(one => one.Person)] : Ops(live);
    }

    /// <summary>Everybody whose duty is ops.</summary>
    public static IReadOnlyList<PersonId> Ops(Catalog live) =>
        [.. live.People.Values.Where(person => person.Duties.Contains("ops")).Select(person => person.Id).OrderBy(person => person.Value, StringComparer.Ordinal)];
}
