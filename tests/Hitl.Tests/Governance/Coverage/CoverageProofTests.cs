using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Coverage;

namespace Hitl.Tests.Governance.Coverage;

public sealed class CoverageProofTests
{
    private static readonly DateTimeOffset Begin = Demo.Now;

    [Fact]
    public void The_demo_catalog_is_covered_for_a_month()
    {
        var report = CoverageProof.Run(Demo.Catalog, Begin, 30);

        Assert.Empty(report.Gaps);
        Assert.Contains(report.Lines, line => line is { Action.Value: "refund", Path: "refunds", Stage: 1 } && line.People.SequenceEqual([new PersonId("ben")]));
    }

    [Fact]
    public void Everybody_away_is_a_gap_for_exactly_that_time()
    {
        var (from, until) = (Begin.AddDays(3), Begin.AddDays(4));

        var report = CoverageProof.Run(Away(("ben", from, until), ("farah", from, until)), Begin, 30);

        var gap = Assert.Single(report.Gaps, gap => gap.Kind == CoverageGapKind.Nobody && gap is { Action.Value: "refund", Path: "refunds", Stage: 1 });
        Assert.Equal((from, until), (gap.From, gap.Until));
    }

    [Fact]
    public void A_path_that_would_ask_nobody_at_all_is_its_own_gap()
    {
        var (from, until) = (Begin.AddDays(3), Begin.AddDays(4));

        var report = CoverageProof.Run(Away(("ben", from, until), ("farah", from, until), ("emil", from, until)), Begin, 30);

        var gap = Assert.Single(report.Gaps, gap => gap is { Kind: CoverageGapKind.Path, Action.Value: "refund", Path: "refunds" } && gap.Actors.Contains(new("support-bot")));
        Assert.Contains("refused unseen", gap.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stage_that_only_the_requester_could_decide_is_named_for_the_actors_it_is_true_for()
    {
        var report = CoverageProof.Run(Away(("ben", Begin.AddDays(1), Begin.AddDays(2))), Begin, 30);

        var gap = Assert.Single(report.Gaps, gap => gap.Kind == CoverageGapKind.RequesterOnly && gap is { Action.Value: "refund", Path: "refunds", Stage: 1 });
        Assert.Equal([new ActorId("billing-bot")], gap.Actors);
    }

    [Fact]
    public void Too_few_people_for_the_quorum_is_a_gap()
    {
        var report = CoverageProof.Run(Away(("ben", Begin, Begin.AddDays(2)), ("chidi", Begin.AddDays(1), Begin.AddDays(2))), Begin, 30);

        var gap = Assert.Single(report.Gaps, gap => gap.Kind == CoverageGapKind.Quorum && gap is { Action.Value: "refund-and-restore" } && gap.Actors.Contains(new("support-bot")));
        Assert.Equal((Begin.AddDays(1), Begin.AddDays(2)), (gap.From, gap.Until));
    }

    [Fact]
    public void Whoever_has_no_slack_user_is_named()
    {
        var catalog = Demo.Parse(Demo.Text.Replace("chidi: { name: Chidi Nakamura, slack: U0CHIDI }", "chidi: { name: Chidi Nakamura }", StringComparison.Ordinal));

        var report = CoverageProof.Run(catalog, Begin, 1);

        Assert.Contains(report.Gaps, gap => gap.Kind == CoverageGapKind.ConsoleOnly && gap.Sentence.Contains("chidi", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(367)]
    public void The_span_has_limits(int days) => Assert.Throws<ArgumentOutOfRangeException>(() => CoverageProof.Run(Demo.Catalog, Begin, days));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Stretches_say_the_same_as_looking_every_hour(int seed)
    {
        var random = new Random(seed);
        string[] people = ["ben", "chidi", "emil", "farah"];
        var catalog = Away([.. Enumerable.Range(0, 12).Select(_ =>
        {
            var from = Begin.AddMinutes(random.Next(0, 14 * 24 * 60));
            return (people[random.Next(people.Length)], from, from.AddMinutes(random.Next(10, 3 * 24 * 60)));
        })]);
        var conflicted = new[] { new PersonId("dana") };

        var lines = CoverageProof.Run(catalog, Begin, 14).Lines.Where(line => line is { Action.Value: "refund", Path: "refunds", Stage: 1 } && line.Actors.Contains(new("support-bot"))).ToList();

        for (var hour = 0; hour < 14 * 24; hour++)
        {
            var at = Begin.AddHours(hour);
            var expected = StageResolver.Resolve(catalog.Roles[new("refund-approver")], catalog.Absences, conflicted, at, includeCoverage: false).Asked.Select(asked => asked.Person);
            Assert.Contains(lines, line => line.From <= at && at < line.Until && line.People.SequenceEqual(expected));
        }
    }

    private static Catalog Away(params (string Person, DateTimeOffset From, DateTimeOffset Until)[] away) =>
        Demo.Catalog with { Absences = [.. Demo.Catalog.Absences, .. away.Select(one => new Absence(new(one.Person), one.From, one.Until, "leave"))] };
}
