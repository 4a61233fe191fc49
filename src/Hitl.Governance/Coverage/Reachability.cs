using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;

namespace Hitl.Governance.Coverage;

/// <summary>Whether the chat still reaches everybody a catalog asks.</summary>
public static class Reachability
{
    private const int Patience = 3;

    /// <summary>Adds a gap for everybody whose account is gone, and one for everybody nobody could ask about.</summary>
    /// <param name="report">The simulation.</param>
    /// <param name="catalog">The catalog it is of.</param>
    /// <param name="directory">The chat's directory; it is asked once per person, and no more once it has not answered three times running.</param>
    /// <param name="cancel">Stops waiting.</param>
    public static async Task<CoverageReport> AddAsync(CoverageReport report, Catalog catalog, IPeopleDirectory directory, CancellationToken cancel)
    {
        var gaps = new List<CoverageGap>();
        var silent = 0;
        foreach (var (person, roles) in Asked(catalog))
        {
            if (catalog.People.GetValueOrDefault(person)?.SlackUser is not { } user) continue;
            var answer = silent < Patience ? (await directory.FindAsync(user, cancel)).Answer : DirectoryAnswer.Undetermined;
            silent = answer == DirectoryAnswer.Undetermined ? silent + 1 : 0;
            if (answer == DirectoryAnswer.Present) continue;
            var (kind, what) = answer == DirectoryAnswer.Gone
                ? (CoverageGapKind.Unreachable, $"Slack does not reach {person} ({user}): the account is gone")
                : (CoverageGapKind.Unknown, $"Slack could not be asked whether it reaches {person} ({user})");
            gaps.Add(new(kind, new("any"), "any", 0, roles[0], [], report.From, report.Until, $"{what}; asked for {string.Join(", ", roles)}."));
        }

        return report with { Gaps = [.. report.Gaps, .. gaps] };
    }

    private static IEnumerable<(PersonId Person, IReadOnlyList<RoleId> Roles)> Asked(Catalog catalog) =>
        from role in catalog.Roles.Values
        from person in role.Members.Concat(role.Fallback).Concat(role.Coverage.Values.SelectMany(covers => covers)).Distinct()
        group role.Role by person into same
        orderby same.Key.Value
        select (same.Key, (IReadOnlyList<RoleId>)[.. same.OrderBy(role => role.Value, StringComparer.Ordinal)]);
}
