using System.Globalization;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Coverage.Schedules;

namespace Hitl.Activities.Stages;

/// <summary>Who has been asked enough for today. Days are those of the role's zone, so the count begins afresh while its people sleep.</summary>
internal static class DailyLoad
{
    /// <summary>People of a stage's roles who have reached the daily cap, each with a clause; without caps nothing is looked up.</summary>
    /// <param name="stages">Where the counts are.</param>
    /// <param name="catalog">The live catalog.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="already">People it asks already: they are spared nothing by being left out.</param>
    /// <param name="now">The moment, UTC.</param>
    /// <param name="cancel">Stops waiting.</param>
    public static async Task<IReadOnlyDictionary<PersonId, string>> OccupiedAsync(
        IStageStore stages, Catalog catalog, StageDefinition stage, IReadOnlyList<AskedPerson> already, DateTimeOffset now, CancellationToken cancel)
    {
        var occupied = new Dictionary<PersonId, string>();
        foreach (var role in stage.Seats.Select(share => catalog.Roles.GetValueOrDefault(share.Role)).OfType<RoleDefinition>())
        {
            if (role.DailyCap is not { } cap) continue;
            var people = role.Members.Concat(role.Fallback).Concat(role.Coverage.Values.SelectMany(covers => covers)).Distinct().Where(person => already.All(asked => asked.Person != person)).ToList();
            var since = Days.StartOf(now, role.Hours?.Zone);
            foreach (var (person, count) in (await stages.LoadsAsync(people, since, cancel)).Where(load => load.Value >= cap))
                occupied[person] = string.Create(CultureInfo.InvariantCulture, $"has been asked {count} times today, the daily cap of {role.Role} is {cap}");
        }

        return occupied;
    }
}
