using System.CommandLine;
using System.Globalization;

namespace Hitl.Cli;

/// <summary><c>hitl catalog gaps | review | canaries</c>.</summary>
internal static class UsageCommands
{
    public static IEnumerable<Command> Build(CliSession session) => [Gaps(session), Review(session), Canaries(session)];

    private static Option<int> Days() => new("--days") { Description = "How many days back. Default 90.", DefaultValueFactory = _ => 90 };

    private static Command Gaps(CliSession session)
    {
        var days = Days();
        return session.On(new("gaps", "Lists requests that no rule covered, and asks for actions the catalog does not know.") { days }, async (parsed, client, cancel) =>
        {
            var gaps = await client.GapsAsync(parsed.GetValue(days), cancel);
            if (gaps.Lines.Count == 0) await session.Output.WriteLineAsync("No gaps.");
            var table = new TextTable("COUNT", "ACTION", "ACTOR", "LAST", "REQUEST", "WHY");
            foreach (var line in gaps.Lines) table.Add(Number(line.Count), line.Action, line.Actor, Terminal.At(line.LastAt), line.Last ?? "-", line.Sentence);
            if (gaps.Lines.Count > 0) await table.WriteAsync(session.Output);
            return CliExit.Ok;
        });
    }

    private static Command Review(CliSession session)
    {
        var days = Days();
        return session.On(new("review", "Finds authority that has piled up: unused, shadowed and overlapping rules, bounds far above use.") { days }, async (parsed, client, cancel) =>
        {
            var review = await client.ReviewCatalogAsync(parsed.GetValue(days), cancel);
            await session.Output.WriteLineAsync(Terminal.Plain($"version {review.Digest[..12]}, use since {Terminal.At(review.Since)}"));
            foreach (var change in review.Changes)
                await session.Output.WriteLineAsync(Terminal.Plain($"  in force since {Terminal.At(change.ActivatedAt ?? change.StoredAt)}: {change.Digest[..12]} by {change.Author ?? "configuration"}: {change.Reason ?? "-"}"));
            var table = new TextTable("FINDING", "ACTION", "RULE", "WHAT");
            foreach (var finding in review.Findings) table.Add(finding.Kind, finding.Action, finding.Rule, finding.Text);
            if (review.Findings.Count == 0) await session.Output.WriteLineAsync("Nothing to look at.");
            else await table.WriteAsync(session.Output);
            return CliExit.Ok;
        });
    }

    private static Command Canaries(CliSession session) =>
        session.On(new("canaries", "How often people agreed with what an unknown version would have done."), async (_, client, cancel) =>
        {
            var table = new TextTable("ACTOR", "VERSION", "ASKED", "AGREED", "DISAGREED", "AGREEMENT");
            foreach (var line in (await client.CanariesAsync(cancel)).Lines)
            {
                var decided = line.Agreed + line.Disagreed;
                table.Add(line.Actor, line.Version ?? "(none named)", Number(line.Asked), Number(line.Agreed), Number(line.Disagreed), decided == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * line.Agreed / decided:0.0} %"));
            }

            await table.WriteAsync(session.Output);
            return CliExit.Ok;
        });

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
