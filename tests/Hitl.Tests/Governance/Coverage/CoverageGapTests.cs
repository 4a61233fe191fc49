using System.Text;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Coverage;

namespace Hitl.Tests.Governance.Coverage;

/// <summary>Every kind of gap, for whom it is one, for how long, and in which words.</summary>
public sealed class CoverageGapTests
{
    private static readonly DateTimeOffset Begin = Demo.Now;

    [Fact]
    public void Every_gap_has_its_time_its_actors_and_its_words()
    {
        var everybody = Demo.Catalog.People.Keys.Select(person => person.Value).ToArray();
        (string Name, Catalog Catalog)[] cases =
        [
            ("nobody is missing", Demo.Catalog),
            ("everybody is away for a day", Away([.. everybody.Select(person => (person, 3.0, 4.0))])),
            ("everybody is away, one after another", Away([.. everybody.Select((person, n) => (person, (double)n, 9.0))])),
            ("whoever is left takes part in asking", Away(("ben", 1, 2), ("emil", 1, 3))),
            ("too few for two", Away(("chidi", 0, 2), ("ben", 1, 2), ("emil", 5, 6))),
            ("away before, during and after", Away(("ben", -9, -8), ("ben", -1, 1), ("farah", 6, 9), ("ben", 6.5, 12), ("emil", 7, 20))),
            ("some decide in the console only", Demo.Catalog with { People = Demo.Catalog.People.ToDictionary(pair => pair.Key, pair => pair.Key.Value is "farah" or "emil" ? pair.Value with { SlackUser = null } : pair.Value) }),
            ("of some nobody knows", Demo.Catalog with { Doubts = new Dictionary<PersonId, string> { [new("farah")] = "whose calendar cannot be read", [new("chidi")] = "whose calendar is gone", [new("ben")] = "who is in doubt" } }),
            ("one person under two ids", Demo.Catalog with { People = Demo.Catalog.People.ToDictionary(pair => pair.Key, pair => pair.Key.Value == "chidi" ? pair.Value with { SameAs = [new("ben")] } : pair.Value), Absences = [.. Demo.Catalog.Absences, Absence("emil", 0, 1)] }),
            ("somebody in one role twice", Demo.Catalog with
            {
                People = Demo.Catalog.People.ToDictionary(pair => pair.Key, pair => pair.Value with { SlackUser = pair.Key.Value == "ben" ? null : pair.Value.SlackUser }),
                Roles = Demo.Catalog.Roles.ToDictionary(role => role.Key, role => role.Value with { Fallback = [.. role.Value.Fallback, new("ben")] }),
            }),
            ("an agent that acts for its owner", Away(("ben", 1, 2)) with
            {
                Actors = Demo.Catalog.Actors.ToDictionary(pair => pair.Key, pair => pair.Key.Value == "billing-bot" ? pair.Value with { ActsFor = [new("farah"), new("emil")] } : pair.Value),
            }),
            ("a role nobody defines", Demo.Catalog with { Roles = Demo.Catalog.Roles.Where(role => role.Key.Value != "night-desk").ToDictionary() }),
        ];
        var text = new StringBuilder();

        foreach (var (name, catalog) in cases)
        {
            text.Append($"== {name}\n");
            foreach (var gap in CoverageProof.Run(catalog, Begin, 7).Gaps)
                text.Append($"{gap.Kind} {gap.Action}/{gap.Path}/{gap.Stage} {gap.Role} for {string.Join(' ', gap.Actors)}, day {Day(gap.From)} to {Day(gap.Until)}: {gap.Sentence}\n");
        }

        Golden.Golden.Holds("gaps", text.ToString());
    }

    [Fact]
    public void A_stage_of_two_roles_with_nobody_in_either_asks_nobody()
    {
        var company = Golden.Golden.Company;
        var deserted = company with { Absences = [.. company.People.Keys.Select(person => new Absence(person, Begin, Begin.AddDays(9), "leave"))] };

        Assert.Contains(CoverageProof.Run(deserted, Begin, 7).Gaps, gap => gap is { Kind: CoverageGapKind.Path, Path: "both" });
    }

    [Fact]
    public void A_line_is_a_stretch_in_which_the_same_people_are_asked_for_the_same_actors()
    {
        var text = new StringBuilder();

        foreach (var line in CoverageProof.Run(Away(("ben", 1, 2), ("gus", 3, 4), ("emil", 5, 8)), Begin, 7).Lines)
            text.Append($"{line.Action}/{line.Path}/{line.Stage} {line.Role} for {string.Join(' ', line.Actors)}, day {Day(line.From)} to {Day(line.Until)}: {string.Join(' ', line.People)}\n");

        Golden.Golden.Holds("stretches", text.ToString());
    }

    [Fact]
    public void A_whole_year_can_be_proved()
    {
        var report = CoverageProof.Run(Demo.Catalog, Begin, CoverageProof.MostDays);

        Assert.Equal((Begin, Begin.AddDays(366)), (report.From, report.Until));
    }

    [Fact]
    public void What_is_switched_off_is_not_proved()
    {
        var catalog = Demo.Catalog with { Actions = Demo.Catalog.Actions.ToDictionary(pair => pair.Key, pair => pair.Value with { Enabled = pair.Key.Value == "change-email" }) };

        Assert.All(CoverageProof.Run(catalog, Begin, 1).Lines, line => Assert.Equal("change-email", line.Action.Value));
    }

    [Fact]
    public void Whoever_a_rule_does_not_name_is_not_proved_for_it_and_everybody_is_where_none_covers()
    {
        var lines = CoverageProof.Run(Demo.Catalog, Begin, 1).Lines;

        Assert.Equal(["billing-bot", "support-bot"], Actors("refunds"));
        Assert.Equal(["support-bot"], Actors("silence"));
        Assert.Equal(["billing-bot", "support-bot"], Actors("accounts"));
        IEnumerable<string> Actors(string path) => lines.Where(line => line.Path == path).SelectMany(line => line.Actors).Select(actor => actor.Value).Distinct().Order();
    }

    private static Catalog Away(params (string Person, double From, double Until)[] away) =>
        Demo.Catalog with { Absences = [.. Demo.Catalog.Absences, .. away.Select(one => Absence(one.Person, one.From, one.Until))] };

    private static Absence Absence(string person, double from, double until) => new(new(person), Begin.AddDays(from), Begin.AddDays(until), "leave");

    private static string Day(DateTimeOffset moment) => (moment - Begin).TotalDays.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
