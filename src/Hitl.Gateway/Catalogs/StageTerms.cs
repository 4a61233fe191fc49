using System.Globalization;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;

namespace Hitl.Gateway.Catalogs;

/// <summary>What holds for roles, stages and actors beside names and numbers, in words.</summary>
internal static class StageTerms
{
    public static IReadOnlyList<string> Of(StageDefinition stage)
    {
        var terms = new List<string>();
        if (stage.Shares is { } shares) terms.Add(string.Join(" and ", shares.Select(share => $"{share.Quorum} of {share.Role}")));
        if (stage.ByMajority) terms.Add(Text($"by majority: {stage.Quorum} denials end it"));
        if (stage.InWorkingTime) terms.Add("in working time");
        if (stage.Extension is { } extension) terms.Add(Text($"extendable by {Words(extension.By)}, {(extension.Times == 1 ? "once" : $"{extension.Times} times")}"));
        return terms;
    }

    public static IReadOnlyList<string> Of(RoleDefinition role)
    {
        var terms = new List<string>();
        if (role.Rotation is { } turn)
            terms.Add(Text($"rotation {string.Join(", ", turn.Members)}: {turn.PeriodDays} days each from {turn.Start:yyyy-MM-dd}, handing over at {turn.HandsOverAt:HH:mm} {turn.Zone}"));
        if (role.Hours is { } hours)
        {
            var closed = hours.Closed.Count > 0 ? Text($", {hours.Closed.Count} closed days") : "";
            terms.Add(Text($"works {string.Join(", ", hours.Days.Select(TimeWindow.NameOf))} {hours.From:HH:mm}-{hours.Until:HH:mm} {hours.Zone}{closed}"));
        }

        if (role.DailyCap is { } cap) terms.Add(Text($"at most {cap} requests a day each"));
        return terms;
    }

    public static string? Of(FloodGuard? guard) => guard is null ? null : Text($"{guard.Requests} requests within {Words(guard.Within)}");

    private static string Words(TimeSpan time) => time switch
    {
        { Ticks: var ticks } when ticks % TimeSpan.TicksPerDay == 0 => Text($"{time.TotalDays:0} d"),
        { Ticks: var ticks } when ticks % TimeSpan.TicksPerHour == 0 => Text($"{time.TotalHours:0} h"),
        { Ticks: var ticks } when ticks % TimeSpan.TicksPerMinute == 0 => Text($"{time.TotalMinutes:0} min"),
        _ => Text($"{time.TotalSeconds:0} s"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
