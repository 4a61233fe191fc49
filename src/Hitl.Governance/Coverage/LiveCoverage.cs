using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;

namespace Hitl.Governance.Coverage;

/// <summary>The active catalog with every absence known now: what stages are opened with, extended with and handed over with.</summary>
public sealed class LiveCoverage(ICatalogStore catalogs, IAbsenceStore absences, TimeProvider time)
{
    /// <summary>Reads both; null when no catalog is active.</summary>
    /// <param name="cancel">Stops waiting.</param>
    public async Task<Catalog?> NowAsync(CancellationToken cancel) =>
        await catalogs.ActiveAsync(cancel) is { } catalog ? Merge(catalog, await absences.ListAsync(cancel), time.GetUtcNow()) : null;

    /// <summary>Adds noted absences to a catalog, and puts whom a person named to cover first, in every role that admits them. Pure.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="noted">Absences beside it.</param>
    /// <param name="now">The moment, UTC.</param>
    public static Catalog Merge(Catalog catalog, IReadOnlyList<NotedAbsence> noted, DateTimeOffset now)
    {
        if (noted.Count == 0) return catalog;
        var named = noted.Where(note => note.Cover is not null && note.Absence.Covers(now)).ToList();
        var roles = catalog.Roles.ToDictionary(pair => pair.Key, pair => named.Aggregate(pair.Value, (role, note) => Prefer(role, note.Absence.Person, note.Cover!.Value)));
        return catalog with { Absences = [.. catalog.Absences, .. noted.Select(note => note.Absence)], Roles = roles };
    }

    /// <summary>Whether the role's catalog entry admits a person as cover for a member.</summary>
    public static bool Admits(RoleDefinition role, PersonId member, PersonId cover) =>
        role.Members.Contains(member) && cover != member
        && (role.Members.Contains(cover) || role.Fallback.Contains(cover) || role.Coverage.Values.Any(covers => covers.Contains(cover)));

    private static RoleDefinition Prefer(RoleDefinition role, PersonId member, PersonId cover)
    {
        if (!Admits(role, member, cover)) return role;
        IReadOnlyList<PersonId> order = [cover, .. role.Coverage.GetValueOrDefault(member, role.Fallback).Where(other => other != cover)];
        return role with { Coverage = new Dictionary<PersonId, IReadOnlyList<PersonId>>(role.Coverage) { [member] = order } };
    }
}
