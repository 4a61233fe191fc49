using System.Globalization;
using Hitl.Cli;
using Hitl.Tests.Gateway;

namespace Hitl.Tests.Cli;

/// <summary><c>hitl coverage prove --hourly</c>: one line for each entry and hour, with whoever would be asked then.</summary>
[Collection(GatewayCollection.Name)]
public sealed class CoverageHoursTests(GatewayWorld world)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_entry_has_a_line_for_every_hour_and_an_absence_shows_in_exactly_its_hours()
    {
        var until = world.Clock.GetUtcNow().AddHours(5);
        await world.Slack.CommandAsync("U0CHIDI", $"cover for me until {until.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture)}");

        var (code, output) = await ProveAsync("--days", "2", "--hourly");
        await world.Slack.CommandAsync("U0CHIDI", "back");

        var rows = output.Split('\n').Where(line => line.Contains(" solo ", StringComparison.Ordinal)).ToList();
        var hours = rows.GroupBy(row => row[..16], StringComparer.Ordinal).ToList();
        var covered = rows.Count(row => row.TrimEnd().EndsWith("gus", StringComparison.Ordinal));
        Assert.Equal(0, code);
        Assert.Equal(48, hours.Count);
        Assert.InRange(covered / hours[0].Count(), 5, 6);
        Assert.All(rows[..covered], row => Assert.EndsWith("gus", row.TrimEnd(), StringComparison.Ordinal));
        Assert.All(rows[covered..], row => Assert.EndsWith("chidi", row.TrimEnd(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_the_option_no_hour_is_printed()
    {
        var (_, brief) = await ProveAsync("--days", "2");
        var (_, hourly) = await ProveAsync("--days", "2", "--hourly");

        Assert.DoesNotContain("HOUR", brief, StringComparison.Ordinal);
        Assert.Contains("HOUR", hourly, StringComparison.Ordinal);
        Assert.Contains("Coverage is proven until", hourly, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output)> ProveAsync(params string[] options)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await HitlCommandLine.RunAsync(["coverage", "prove", .. options], output, error, new(world.Address, world.Key("hana"), null), Cancel);
        return (code, output.ToString());
    }
}
