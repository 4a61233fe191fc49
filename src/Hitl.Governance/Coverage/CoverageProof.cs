using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Coverage.Schedules;

namespace Hitl.Governance.Coverage;

/// <summary>Simulates every entry of a catalog: who would be asked, for requests of whom, at every moment of a span. Pure and exact.</summary>
/// <remarks>
/// Who is asked changes only where an absence begins or ends or a turn of a rotation does, so the span is cut there; that says the same as looking hour by hour, and misses
/// nothing between hours.
/// </remarks>
public static class CoverageProof
{
    /// <summary>Longest span, in days.</summary>
    public const int MostDays = 366;

    /// <summary>Runs the simulation.</summary>
    /// <param name="catalog">The catalog with every absence known, noted ones included.</param>
    /// <param name="from">Begin, UTC.</param>
    /// <param name="days">How many days, 1 to <see cref="MostDays"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is out of range.</exception>
    public static CoverageReport Run(Catalog catalog, DateTimeOffset from, int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, MostDays);
        var until = from + TimeSpan.FromDays(days);
        var cuts = Cuts(catalog, from, until);
        var (lines, gaps) = (new List<CoverageLine>(), new List<CoverageGap>());
        var roles = cuts.ToDictionary(cut => cut, cut => LiveCoverage.AtTurn(catalog, cut).Roles);
        foreach (var action in catalog.Actions.Values.Where(action => action.Enabled).OrderBy(action => action.Name.Value, StringComparer.Ordinal))
        {
            foreach (var (name, path) in action.Paths.OrderBy(pair => pair.Key, StringComparer.Ordinal)) Walk(new(catalog, action, name, path), cuts, roles, lines, gaps);
        }

        return new(from, until, Join(lines), [.. Gather(Join(gaps)), .. ConsoleOnly(catalog, from, until), .. InDoubt(catalog, from, until)]);
    }

    private static List<DateTimeOffset> Cuts(Catalog catalog, DateTimeOffset from, DateTimeOffset until) =>
    [
        .. catalog.Absences.SelectMany(absence => new[] { absence.From, absence.Until }).Where(at => at > from && at < until)
            .Concat(catalog.Roles.Values.Select(role => role.Rotation).OfType<Rotation>().SelectMany(rotation => RotationTurns.Begins(rotation, from, until)))
            .Append(from).Append(until).Distinct().Order(),
    ];

    private static void Walk(
        Entry entry, List<DateTimeOffset> cuts, Dictionary<DateTimeOffset, IReadOnlyDictionary<RoleId, RoleDefinition>> roles, List<CoverageLine> lines, List<CoverageGap> gaps)
    {
        foreach (var (conflicted, actors) in entry.Askers())
        {
            for (var cut = 0; cut + 1 < cuts.Count; cut++)
            {
                var stretch = new Stretch(entry, conflicted, actors, roles[cuts[cut]], cuts[cut], cuts[cut + 1]);
                var empty = 0;
                foreach (var (index, stage) in entry.Path.Stages.Index())
                {
                    var isEmpty = false;
                    foreach (var share in stage.Seats)
                    {
                        var asked = stretch.Asked(share, includeCoverage: false);
                        lines.Add(new(entry.Action.Name, entry.Name, index + 1, share.Role, actors, stretch.From, stretch.Until, asked));
                        if (stretch.GapOf(share, index + 1, asked) is { } gap) gaps.Add(gap);
                        isEmpty |= asked.Count == 0;
                    }

                    if (isEmpty) empty++;
                }

                if (empty > 0 && empty == entry.Path.Stages.Count) gaps.Add(stretch.WholePath());
            }
        }
    }

    private static IEnumerable<CoverageGap> ConsoleOnly(Catalog catalog, DateTimeOffset begin, DateTimeOffset end) =>
        from role in catalog.Roles.Values
        from person in role.Members.Concat(role.Fallback).Concat(role.Coverage.Values.SelectMany(covers => covers)).Distinct()
        where catalog.People.TryGetValue(person, out var known) && known.SlackUser is null
        orderby role.Role.Value, person.Value
        select new CoverageGap(CoverageGapKind.ConsoleOnly, new("any"), "any", 0, role.Role, [], begin, end, $"{person} has no Slack user: for {role.Role} only the console reaches them.");

    private static IEnumerable<CoverageGap> InDoubt(Catalog catalog, DateTimeOffset begin, DateTimeOffset end) =>
        from role in catalog.Roles.Values
        from person in role.Members
        where catalog.Doubts.ContainsKey(person)
        orderby role.Role.Value, person.Value
        select new CoverageGap(CoverageGapKind.Undetermined, new("any"), "any", 0, role.Role, [], begin, end, $"{person}, {catalog.Doubts[person]}: for {role.Role} nobody can say whether they are there.");

    // One thing to repair is one gap, for however many who ask it is one.
    private static IEnumerable<CoverageGap> Gather(IEnumerable<CoverageGap> gaps) => gaps
        .GroupBy(gap => (gap.Kind, gap.Action, gap.Path, gap.Stage, gap.From, gap.Until, gap.Sentence))
        .Select(same => same.First() with { Actors = [.. same.SelectMany(gap => gap.Actors).Distinct().OrderBy(actor => actor.Value, StringComparer.Ordinal)] });

    // Two stretches that say the same are one: a cut is there for somebody, not for every entry.
    private static List<CoverageLine> Join(List<CoverageLine> lines) => Join(
        lines, (a, b) => a.Until == b.From && (a with { From = b.From, Until = b.Until, People = b.People, Actors = b.Actors }) == b && a.People.SequenceEqual(b.People) && a.Actors.SequenceEqual(b.Actors),
        (a, b) => a with { Until = b.Until }, line => (line.Action, line.Path, line.Stage, line.Role, string.Join(',', line.Actors)));

    private static List<CoverageGap> Join(List<CoverageGap> gaps) => Join(
        gaps, (a, b) => a.Until == b.From && a.Sentence == b.Sentence && a.Actors.SequenceEqual(b.Actors),
        (a, b) => a with { Until = b.Until }, gap => (gap.Action, gap.Path, gap.Stage, gap.Role, gap.Kind + string.Join(',', gap.Actors)));

    private static List<T> Join<T, TKey>(List<T> items, Func<T, T, bool> isSame, Func<T, T, T> join, Func<T, TKey> key)
        where TKey : notnull
    {
        var joined = new List<T>();
        foreach (var group in items.GroupBy(key))
        {
            var at = joined.Count;
            foreach (var item in group)
            {
                if (joined.Count > at && isSame(joined[^1], item)) joined[^1] = join(joined[^1], item);
                else joined.Add(item);
            }
        }

        return joined;
    }

    private sealed record Entry(Catalog Catalog, ActionDefinition Action, string Name, EscalationPath Path)
    {
        /// <summary>The actors that can come this way, grouped by who may not decide for them; an actor that may act for somebody comes once for each.</summary>
        public IEnumerable<(IReadOnlyList<PersonId> Conflicted, IReadOnlyList<ActorId> Actors)> Askers()
        {
            var identities = Catalog.Identities();
            return from actor in Catalog.Actors.Values
                   // The system's own desks ask for what comes with it only, and whoever asks through one chooses not to decide it.
                   where Reaches(actor.Id) && (!IsOwnDesk(actor) || Action.IsBuiltIn)
                   from person in actor.ActsFor.Where(_ => !IsOwnDesk(actor)).Select(person => (PersonId?)person).Prepend(null)
                   let people = new[] { actor.Owner }.Concat(person is { } one ? [one] : []).SelectMany(identities.Everyone).Distinct().OrderBy(p => p.Value, StringComparer.Ordinal).ToList()
                   group actor.Id by string.Join(',', people) into same
                   orderby same.Key
                   select ((IReadOnlyList<PersonId>)[.. same.Key.Split(',').Select(PersonId.From)], (IReadOnlyList<ActorId>)[.. same.Distinct().OrderBy(id => id.Value, StringComparer.Ordinal)]);
        }

        // The dot is no part of any id that a catalog can define.
        private static bool IsOwnDesk(Actor actor) => actor.Id.Value.EndsWith(".hitl", StringComparison.Ordinal);

        private bool Reaches(ActorId actor) =>
            Action.GapPath == Name || Action.Rules.Any(rule => rule.Effect == "ask" && rule.Path == Name && (rule.Actors.Count == 0 || rule.Actors.Contains(actor)));
    }

    private sealed record Stretch(
        Entry Entry, IReadOnlyList<PersonId> Conflicted, IReadOnlyList<ActorId> Actors, IReadOnlyDictionary<RoleId, RoleDefinition> Roles, DateTimeOffset From, DateTimeOffset Until)
    {
        public IReadOnlyList<PersonId> Asked(RoleShare share, bool includeCoverage) => Asked(share, Conflicted, includeCoverage);

        public CoverageGap? GapOf(RoleShare share, int ordinal, IReadOnlyList<PersonId> asked)
        {
            var whom = $"{Entry.Action.Name}, path {Entry.Name}, stage {ordinal} ({share.Role})";
            if (asked.Count == 0)
            {
                return Asked(share, [], includeCoverage: false).Count > 0
                    ? Gap(CoverageGapKind.RequesterOnly, ordinal, share.Role, $"{whom}: only people who take part in asking are there ({string.Join(", ", Conflicted)}).")
                    : Gap(CoverageGapKind.Nobody, ordinal, share.Role, $"{whom}: everybody is away and nobody covers.");
            }

            var identities = Entry.Catalog.Identities();
            var humans = Asked(share, includeCoverage: true).Select(identities.Human).Distinct().Count();
            return humans < share.Quorum ? Gap(CoverageGapKind.Quorum, ordinal, share.Role, $"{whom}: {humans} of {share.Quorum} people are there, with coverage.") : null;
        }

        public CoverageGap WholePath() => Gap(
            CoverageGapKind.Path, 0, Entry.Path.Stages[0].Role, $"{Entry.Action.Name}, path {Entry.Name}: no stage would ask anybody; requests would be refused unseen.");

        private IReadOnlyList<PersonId> Asked(RoleShare share, IReadOnlyList<PersonId> conflicted, bool includeCoverage) =>
            Roles.TryGetValue(share.Role, out var role)
                ? [.. StageResolver.Resolve(role, Entry.Catalog.Availability(), conflicted, From, includeCoverage, share.Quorum).Asked.Select(asked => asked.Person)]
                : [];

        private CoverageGap Gap(CoverageGapKind kind, int stage, RoleId role, string sentence) => new(kind, Entry.Action.Name, Entry.Name, stage, role, Actors, From, Until, sentence);
    }
}
