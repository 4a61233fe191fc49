using System.CommandLine;

namespace Hitl.Cli;

/// <summary><c>hitl doctor slack</c>: the token, its scopes, the transport, and every approver.</summary>
internal static class SlackDoctor
{
    public static Command Build(CliSession session) =>
        session.On(new("slack", "Checks the token, its scopes, the transport, and whether every approver can be reached; exit code 2 when something is bad."), async (_, client, cancel) =>
        {
            var check = await client.CheckSlackAsync(cancel);
            await session.Output.WriteLineAsync(Terminal.Plain($"transport  {check.Transport}"));
            await session.Output.WriteLineAsync(Terminal.Plain($"workspace  {check.Workspace ?? "unknown"}"));
            var table = new TextTable("ABOUT", "IS", "WHAT");
            foreach (var finding in check.Findings) table.Add(finding.About, finding.Is, finding.Sentence);
            await table.WriteAsync(session.Output);
            return check.Findings.Any(finding => finding.Is == "bad") ? CliExit.NotIntact : CliExit.Ok;
        });
}
