using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Evaluation;
using Hitl.Governance.Simulation;

namespace Hitl.Tests.Governance.Catalogs;

/// <summary>Hours by the wall clock of a zone, on ordinary days and when the clock is changed.</summary>
public sealed class TimeWindowTests
{
    private static readonly TimeWindow Office = new([DayOfWeek.Monday], new(9, 0), new(17, 0)) { Zone = "Europe/Berlin" };

    // Berlin goes to summer time on 2026-03-29 at 01:00 UTC (02:00 becomes 03:00) and back on 2026-10-25 at 01:00 UTC (03:00 becomes 02:00).
    [Theory]
    [InlineData("2026-03-23T07:59:59Z", false)]
    [InlineData("2026-03-23T08:00:00Z", true)]
    [InlineData("2026-03-30T06:59:59Z", false)]
    [InlineData("2026-03-30T07:00:00Z", true)]
    [InlineData("2026-03-30T14:59:59Z", true)]
    [InlineData("2026-03-30T15:00:00Z", false)]
    [InlineData("2026-10-26T07:59:59Z", false)]
    [InlineData("2026-10-26T08:00:00Z", true)]
    [InlineData("2026-03-31T08:00:00Z", false)]
    public void The_same_wall_clock_is_another_hour_of_UTC_in_summer(string moment, bool within) => Assert.Equal(within, Office.Contains(At(moment)));

    [Theory]
    [InlineData("2026-03-29T00:59:00Z", false)]
    [InlineData("2026-03-29T01:00:00Z", true)]
    [InlineData("2026-03-29T01:29:00Z", true)]
    [InlineData("2026-03-29T01:30:00Z", false)]
    public void A_window_that_begins_in_the_hour_left_out_begins_where_the_clock_goes_on(string moment, bool within) =>
        Assert.Equal(within, new TimeWindow([], new(2, 30), new(3, 30)) { Zone = "Europe/Berlin" }.Contains(At(moment)));

    [Fact]
    public void An_hour_that_comes_twice_is_within_both_times()
    {
        var window = new TimeWindow([DayOfWeek.Sunday], new(2, 0), new(2, 30)) { Zone = "Europe/Berlin" };

        var within = new[] { "00:00", "00:29", "00:30", "01:00", "01:29", "01:30" }.Select(time => window.Contains(At($"2026-10-25T{time}:00Z")));
        var starts = window.Starts(At("2026-10-24T12:00:00Z")).Where(window.Contains).Take(2);
        var ends = window.Ends(At("2026-10-24T12:00:00Z")).Where(moment => window.Contains(moment.AddMinutes(-1))).Take(2);

        Assert.Equal([true, true, false, true, true, false], within);
        Assert.Equal([At("2026-10-25T00:00:00Z"), At("2026-10-25T01:00:00Z")], starts);
        Assert.Equal([At("2026-10-25T00:30:00Z"), At("2026-10-25T01:30:00Z")], ends);
    }

    [Fact]
    public void The_day_is_the_day_there()
    {
        var kiritimati = new TimeWindow([DayOfWeek.Tuesday], TimeOnly.MinValue, TimeOnly.MinValue) { Zone = "Pacific/Kiritimati" };

        Assert.True(kiritimati.Contains(At("2026-03-02T10:00:00Z")));
        Assert.False(kiritimati.Contains(At("2026-03-02T09:59:00Z")));
        Assert.Equal("tue 00:00-24:00 Pacific/Kiritimati", kiritimati.ToString());
        Assert.Equal([At("2026-03-02T10:00:00Z")], kiritimati.Starts(At("2026-03-02T00:00:00Z")).Where(kiritimati.Contains).Take(1));
        Assert.Equal([At("2026-03-03T10:00:00Z")], kiritimati.Ends(At("2026-03-02T10:00:00Z")).Where(moment => kiritimati.Contains(moment.AddMinutes(-1))).Take(1));
    }

    [Fact]
    public void Every_minute_of_a_year_is_decided_as_another_library_decides_it()
    {
        foreach (var zone in new[] { "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe" })
        {
            var window = new TimeWindow([DayOfWeek.Saturday, DayOfWeek.Sunday, DayOfWeek.Monday], new(1, 45), new(3, 10)) { Zone = zone };
            // A machine without zone data knows UTC only.
            if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var system)) continue;
            for (var moment = At("2026-01-01T00:00:00Z"); moment.Year == 2026; moment = moment.AddMinutes(5))
            {
                var local = TimeZoneInfo.ConvertTime(moment, system).DateTime;
                var expected = local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday or DayOfWeek.Monday && local.TimeOfDay >= new TimeSpan(1, 45, 0) && local.TimeOfDay < new TimeSpan(3, 10, 0);

                if (window.Contains(moment) != expected) Assert.Fail($"{zone} at {moment:O}");
            }
        }
    }

    [Fact]
    public void A_rule_says_its_zone_and_its_next_opening_is_tried_on_that_clock()
    {
        var catalog = Sample.With("until: \"19:00\"", "until: \"19:00\", zone: Europe/Berlin");
        var request = Demo.Request("correct-invoice", """{"charge":"ch_1","invoice":"inv_1"}""") with
        {
            Actor = new("billing-bot"), Amount = new(100_00, "EUR"), Evidence = ["receipt:1"], ReceivedAt = At("2026-03-28T12:00:00Z"), CatalogDigest = catalog.Digest,
        };

        var evaluation = CatalogEvaluator.Evaluate(catalog, request);

        var bound = Assert.Single(evaluation.Explanation.Rules.SelectMany(rule => rule.Bounds), bound => bound.Bound == "hours");
        Assert.Equal(("sat 13:00 Europe/Berlin", "mon, tue, wed, thu, fri 07:00-19:00 Europe/Berlin", false), (bound.Value, bound.Allowed, bound.Held));
        Assert.Contains("with time mon 07:00 Europe/Berlin, people would be asked", evaluation.Explanation.WouldDiffer);
        Assert.Equal(EvaluationOutcome.Ask, CatalogEvaluator.Evaluate(catalog, request with { ReceivedAt = At("2026-03-30T05:00:00Z") }).Outcome);
        Assert.NotEqual(EvaluationOutcome.Ask, CatalogEvaluator.Evaluate(catalog, request with { ReceivedAt = At("2026-03-30T04:59:00Z") }).Outcome);
    }

    [Fact]
    public void Windows_are_met_just_before_and_at_their_ends()
    {
        var catalog = Sample.With("until: \"19:00\"", "until: \"19:00\", zone: America/New_York");
        var window = catalog.Actions[new("correct-invoice")].Rules.SelectMany(rule => rule.Hours).Single();

        var moments = BoundarySet.Of(catalog).Where(request => request.Action.Value == "correct-invoice").Select(request => window.OnTheClock(request.ReceivedAt)[4..9]).ToHashSet();

        Assert.Superset(new HashSet<string> { "06:59", "07:00", "19:00" }, moments);
    }

    [Theory]
    [InlineData("Europe/Berln", "Europe/Berlin")]
    [InlineData("Office/Hours", "an IANA time zone such as Europe/Berlin")]
    public void A_zone_that_does_not_exist_is_refused_with_the_nearest_one(string zone, string expected)
    {
        var result = CatalogParser.Parse(SmallCatalog.With("actors: [bot], amounts", $"hours: [{{ from: \"09:00\", zone: {zone} }}], actors: [bot], amounts"), "small.yaml");

        var error = Assert.Single(result.Errors);
        Assert.Equal(("catalog.unknown_value", expected), (error.Code, error.Expected));
    }

    [Fact]
    public void A_zone_changes_the_digest_and_is_a_line_of_the_difference()
    {
        var zoned = Sample.With("until: \"19:00\"", "until: \"19:00\", zone: Europe/Berlin");

        var diff = Hitl.Governance.Versions.CatalogDiff.Of(Sample.Catalog, zoned);

        Assert.NotEqual(Sample.Catalog.Digest, zoned.Digest);
        Assert.Contains(diff.Lines, line => line.Contains("Europe/Berlin", StringComparison.Ordinal) && line.Contains("UTC", StringComparison.Ordinal));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
