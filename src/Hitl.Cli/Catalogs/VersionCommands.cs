using System.CommandLine;
using Hitl.Client.Catalogs;

namespace Hitl.Cli;

/// <summary><c>hitl catalog propose | diff | simulate | sign | activate | history | rollback</c>.</summary>
internal static class VersionCommands
{
    public static IEnumerable<Command> Build(CliSession session) =>
        [Propose(session), Diff(session), Simulate(session), Activate(session), Sign(session), History(session), Rollback(session)];

    private static Argument<string> Digest() => new("version") { Description = "The version's digest, or at least its first six digits." };

    private static Option<string> Reason(string what) => new("--reason") { Description = what, Required = true };

    private static Command Propose(CliSession session)
    {
        var path = new Argument<FileInfo>("path") { Description = "The catalog: a YAML file, or a folder of them." };
        var reason = Reason("Why; the signers see it.");
        return session.On(new("propose", "Checks a version and keeps it; nothing is decided under it before it is signed.") { path, reason }, async (parsed, client, cancel) =>
        {
            if (await CatalogPath.ReadAsync(parsed.GetRequiredValue(path), cancel) is not { } files)
            {
                await session.Error.WriteLineAsync($"file.missing: {parsed.GetRequiredValue(path).FullName} does not exist.");
                return CliExit.BadInput;
            }

            var check = await client.ProposeCatalogAsync(files, parsed.GetRequiredValue(reason), cancel);
            await CatalogProblems.WriteAsync(check.Problems, session.Error);
            if (check.IsValid) await session.Output.WriteLineAsync($"proposed {check.Digest}\nnext: hitl catalog diff {check.Digest![..12]}; hitl catalog simulate {check.Digest[..12]}; hitl catalog activate {check.Digest[..12]} --reason …");
            return check.IsValid ? CliExit.Ok : CliExit.BadInput;
        });
    }

    private static Command Diff(CliSession session)
    {
        var digest = Digest();
        return session.On(new("diff", "What a version changes against the one in force.") { digest }, async (parsed, client, cancel) =>
        {
            var diff = await client.DiffCatalogAsync(parsed.GetRequiredValue(digest), cancel);
            foreach (var line in diff.Gains) await session.Output.WriteLineAsync("+ " + Terminal.Plain(line));
            foreach (var line in diff.Loses) await session.Output.WriteLineAsync("- " + Terminal.Plain(line));
            foreach (var line in diff.Lines) await session.Output.WriteLineAsync("  " + Terminal.Plain(line));
            if (diff.Lines.Count == 0) await session.Output.WriteLineAsync("Nothing changes.");
            if (diff.Signers.Count > 0) await session.Output.WriteLineAsync(Terminal.Plain($"must be signed by: {string.Join(", ", diff.Signers)}"));
            return CliExit.Ok;
        });
    }

    private static Command Simulate(CliSession session)
    {
        var digest = Digest();
        var days = new Option<int>("--days") { Description = "How many days back. Default 90.", DefaultValueFactory = _ => 90 };
        return session.On(new("simulate", "Decides past requests, and every boundary, again under a version and prints what changes.") { digest, days }, async (parsed, client, cancel) =>
        {
            var result = await client.SimulateCatalogAsync(parsed.GetRequiredValue(digest), parsed.GetValue(days), cancel);
            await WriteAsync(session, $"past requests of {parsed.GetValue(days)} days", result.Past);
            await WriteAsync(session, "generated boundaries", result.Boundaries);
            return CliExit.Ok;
        });
    }

    private static async Task WriteAsync(CliSession session, string what, SimulationPart part)
    {
        await session.Output.WriteLineAsync($"{what}: {part.Decided} decided, {part.Changed} differently");
        if (part.Lines.Count == 0) return;
        var table = new TextTable("", "ACTOR", "ACTION", "BEFORE", "BY", "AFTER", "BY", "COUNT", "AMOUNTS", "EXAMPLES");
        foreach (var line in part.Lines)
        {
            table.Add(
                line.IsGain ? "+" : "-", line.Actor, line.Action, line.Before, line.RuleBefore ?? "(no rule)", line.After, line.RuleAfter ?? "(no rule)",
                line.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), line.Amounts.Count == 0 ? "-" : string.Join("; ", line.Amounts), string.Join(" ", line.Examples));
        }

        await table.WriteAsync(session.Output);
    }

    private static Command Activate(CliSession session)
    {
        var digest = Digest();
        var reason = Reason("Why now; the signers see it.");
        return session.On(new("activate", "Asks the function leaders to sign a version; it comes into force when all have.") { digest, reason }, (parsed, client, cancel) =>
            AskAsync(session, client, parsed.GetRequiredValue(digest), parsed.GetRequiredValue(reason), cancel));
    }

    private static Command Rollback(CliSession session)
    {
        var digest = new Argument<string?>("version") { Description = "The version to go back to; the one in force before if left out.", Arity = ArgumentArity.ZeroOrOne };
        var reason = Reason("Why; the signers see it.");
        return session.On(new("rollback", "Asks the function leaders to sign an earlier version again.") { digest, reason }, async (parsed, client, cancel) =>
        {
            var history = await client.CatalogHistoryAsync(cancel);
            var target = parsed.GetValue(digest) ?? history.Versions.Where(v => v is { IsActive: false, ActivatedAt: not null }).MaxBy(v => v.ActivatedAt)?.Digest;
            if (target is not null) return await AskAsync(session, client, target, parsed.GetRequiredValue(reason), cancel);
            await session.Error.WriteLineAsync("catalog.no_earlier_version: no other version was ever in force.");
            return CliExit.BadInput;
        });
    }

    private static async Task<int> AskAsync(CliSession session, Client.HitlClient client, string digest, string reason, CancellationToken cancel)
    {
        var asked = await client.ActivateCatalogAsync(digest, reason, cancel);
        await session.Output.WriteLineAsync(Terminal.Plain($"{asked.Request} asks for signatures of version {asked.Digest[..12]}; follow it with: hitl requests show {asked.Request}"));
        return CliExit.Ok;
    }

    private static Command Sign(CliSession session)
    {
        var request = new Argument<string>("request") { Description = "The request that asks for the signature." };
        var reason = Reason("What you checked; kept with the signature.");
        var deny = new Option<bool>("--deny") { Description = "Refuse to sign; the version does not come into force." };
        return session.On(new("sign", "Signs a version, as the person of your key; the same as the card's button.") { request, reason, deny }, async (parsed, client, cancel) =>
        {
            var view = await client.GetAsync(parsed.GetRequiredValue(request), cancel: cancel);
            if (view.Stages.LastOrDefault(stage => stage.Status == "open") is not { } stage || view.Digest is not { } shown)
            {
                await session.Error.WriteLineAsync(Terminal.Plain($"request.not_open: {view.Id} is {view.State}; nothing asks for a signature."));
                return CliExit.Refused;
            }

            foreach (var line in view.Parameters?["changes"]?.AsArray() ?? []) await session.Output.WriteLineAsync("  " + Terminal.Plain(line?.ToString()));
            var done = await client.DecideAsync(
                view.Id, new() { Verdict = parsed.GetValue(deny) ? "deny" : "approve", Reason = parsed.GetRequiredValue(reason), Digest = shown, Revision = view.Revision, Stage = stage.Ordinal }, cancel: cancel);
            await session.Output.WriteLineAsync(Terminal.Plain($"recorded: {done.Decision.Verdict} by {done.Decision.Person}"));
            return CliExit.Ok;
        });
    }

    private static Command History(CliSession session) =>
        session.On(new("history", "Every version: who proposed it, who signed it, since when it is in force."), async (_, client, cancel) =>
        {
            var table = new TextTable("", "VERSION", "STORED", "AUTHOR", "IN FORCE SINCE", "SIGNED BY", "REQUEST", "WHY");
            foreach (var version in (await client.CatalogHistoryAsync(cancel)).Versions)
            {
                table.Add(
                    version.IsActive ? "*" : "", version.Digest[..12], Terminal.At(version.StoredAt), version.Author ?? "(configuration)",
                    version.ActivatedAt is { } at ? Terminal.At(at) : "never", version.Signers.Count == 0 ? "-" : string.Join(", ", version.Signers), version.Request ?? "-", version.Reason ?? "-");
            }

            await table.WriteAsync(session.Output);
            return CliExit.Ok;
        });
}
