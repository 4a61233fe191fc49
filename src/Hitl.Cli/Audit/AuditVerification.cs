using System.CommandLine;
using System.Security.Cryptography;
using Hitl.Client;
using Hitl.Proof;

namespace Hitl.Cli;

/// <summary><c>hitl audit verify</c>: at the gateway, or of an exported file with the public key alone, trusting nobody.</summary>
internal static class AuditVerification
{
    public static Command Build(CliSession session)
    {
        var file = new Option<string?>("--file") { Description = "Verify this export (JSON Lines, whole) instead of asking the gateway; - for standard input." };
        var key = new Option<string?>("--public-key") { Description = "With --file: PEM of the public key, from somebody you trust." };
        var anchor = new Option<string?>("--anchor") { Description = "With --file: an anchor file of checkpoints kept outside the system." };
        var command = new Command("verify", "Verifies the chain, its checkpoints and their anchors.") { file, key, anchor };
        command.SetAction((parsed, cancel) => parsed.GetValue(file) is { } path
            ? FileAsync(session, path, parsed.GetValue(key), parsed.GetValue(anchor), cancel)
            : session.CallAsync(parsed, (_, client, stop) => AtGatewayAsync(session, client, stop), cancel));
        return command;
    }

    private static async Task<int> AtGatewayAsync(CliSession session, HitlClient client, CancellationToken cancel)
    {
        var verified = await client.AuditVerifyAsync(cancel);
        foreach (var problem in verified.Problems) await session.Error.WriteLineAsync(Terminal.Plain(problem));
        var verdict = verified.IsIntact ? "intact" : "NOT INTACT";
        await session.Output.WriteLineAsync($"The ledger is {verdict}: {verified.Rows} sealed rows, {verified.Unsealed} not sealed yet, {verified.Checkpoints} checkpoints, head {verified.Head}");
        return verified.IsIntact ? CliExit.Ok : CliExit.NotIntact;
    }

    private static async Task<int> FileAsync(CliSession session, string path, string? key, string? anchor, CancellationToken cancel)
    {
        if (key is null)
        {
            await session.Error.WriteLineAsync("cli.usage: --file needs --public-key: whoever made the file could have made a key for it too.");
            return CliExit.Usage;
        }

        if (new[] { path, key, anchor }.FirstOrDefault(name => name is not (null or "-") && !File.Exists(name)) is { } missing)
        {
            await session.Error.WriteLineAsync($"file.missing: there is no file {Terminal.Plain(missing)}.");
            return CliExit.BadInput;
        }

        await using var export = path == "-" ? await PipedAsync(cancel) : File.OpenRead(path);
        try
        {
            var anchored = anchor is null ? [] : await File.ReadAllLinesAsync(anchor, cancel);
            return await TellAsync(session, await OfflineVerifier.VerifyAsync(export, await File.ReadAllTextAsync(key, cancel), anchored, cancel));
        }
        catch (CryptographicException unreadable)
        {
            await session.Error.WriteLineAsync("key.unreadable: " + Terminal.Plain(unreadable.Message));
            return CliExit.BadInput;
        }
    }

    private static async Task<int> TellAsync(CliSession session, OfflineReport report)
    {
        var chain = report.Chain;
        foreach (var finding in chain.Findings)
            await session.Error.WriteLineAsync(Terminal.Plain($"{finding.Code}: chain {finding.Chain}, sequence {finding.Sequence}: expected {finding.Expected}, found {finding.Found}"));
        if (!report.IsWhole)
        {
            await session.Error.WriteLineAsync($"export.partial: the file is no whole export; it ends at byte {report.Bytes} after {chain.Rows} rows. Export it again without a filter.");
            return CliExit.BadInput;
        }

        await session.Output.WriteLineAsync(
            $"The export is {(report.IsIntact ? "intact" : "NOT INTACT")}: {chain.Rows} rows, {chain.Checkpoints} checkpoints, head {chain.Head} {chain.HeadLink}");
        await session.Output.WriteLineAsync(report.IsIntact
            ? $"Signed up to row {chain.Signed}; {chain.Head - chain.Signed} later rows are chained, not signed yet."
            : $"The last checkpoint with nothing wrong before it is at row {chain.Signed}.");
        return report.IsIntact ? CliExit.Ok : CliExit.NotIntact;
    }

    /// <summary>What is piped is kept for the length of the check: it is read twice.</summary>
    private static async Task<Stream> PipedAsync(CancellationToken cancel)
    {
        var kept = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        await using var piped = Console.OpenStandardInput();
        await piped.CopyToAsync(kept, cancel);
        kept.Seek(0, SeekOrigin.Begin);
        return kept;
    }
}
