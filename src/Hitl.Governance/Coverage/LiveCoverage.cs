using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Coverage.Schedules;

namespace Hitl.Governance.Coverage;

/// <summary>The active catalog with everything known now of who can be asked: what stages are opened with, extended with and handed over with.</summary>
public sealed class LiveCoverage(ICatalogStore catalogs, IAbsenceStore absences, TimeProvider time)
{
    /// <summary>Reads it all; null when no catalog is active.</summary>
    /// <param name="cancel">Stops waiting.</param>
    public async Task<Catalog?> NowAsync(CancellationToken cancel)
    {
        if (await catalogs.ActiveAsync(cancel) is not { } catalog) return null;
        var merged = Merge(catalog, await absences.ListAsync(cancel), time.GetUtcNow());
        return await absences.DoubtsAsync(cancel) is { Count: > 0 } doubts ? merged with { Doubts = doubts.GroupBy(doubt => doubt.Person).ToDictionary(group => group.Key, group => group.First().Why) } : merged;
    }

    /// <summary>
    /// Adds noted absences to a catalog, puts whom a person named to cover first, in every role that admits them, and lets those rest whose turn it is not. Pure.
    /// </summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="noted">Absences beside it.</param>
    /// <param name="now">The moment, UTC.</param>
    public static Catalog Merge(Catalog catalog, IReadOnlyList<NotedAbsence> noted, DateTimeOffset now)
    {
        var turned = AtTurn(catalog, now);
        if (noted.Count == 0) return turned;
        var named = noted.Where(note => note.Cover is not null && note.Absence.Covers(now)).ToList();
        var roles = turned.Roles.ToDictionary(pair => pair.Key, pair => named.Aggregate(pair.Value, (role, note) => Prefer(role, note.Absence.Person, note.Cover!.Value)));
        return turned with { Absences = [.. catalog.Absences, .. noted.Select(note => note.Absence)], Roles = roles };
    }

    /// <summary>The catalog with whoever is not on duty at a moment resting. Pure.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="now">The moment, UTC.</param>
    public static Catalog AtTurn(Catalog catalog, DateTimeOffset now) => catalog.Roles.Values.All(role => role.Rotation is null)
        ? catalog
        : catalog with { Roles = catalog.Roles.ToDictionary(pair => pair.Key, pair => pair.Value.Rotation is { } rotation ? pair.Value with { Resting = [.. RotationTurns.InOrder(rotation, now).Skip(1)] } : pair.Value) };

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
