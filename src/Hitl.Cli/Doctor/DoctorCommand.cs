using System.CommandLine;

namespace Hitl.Cli;

/// <summary><c>hitl doctor</c>: can we reach the gateway, who are we to it, and is the ledger intact.</summary>
internal static class DoctorCommand
{
    public static Command Build(CliSession session)
    {
        var command = All(session);
        command.Add(SlackDoctor.Build(session));
        return command;
    }

    private static Command All(CliSession session) =>
        session.On(new("doctor", "Checks the way to the gateway, the credential and the ledger."), async (_, client, cancel) =>
        {
            var caller = await client.WhoAmIAsync(cancel);
            await session.Output.WriteLineAsync(Terminal.Plain($"gateway   {session.Address} answers"));
            await session.Output.WriteLineAsync(Terminal.Plain($"caller    {caller}"));
            var catalog = await client.CatalogAsync(cancel);
            await session.Output.WriteLineAsync(Terminal.Plain($"catalog   {catalog.Name}, {catalog.Actions.Count} actions, digest {catalog.Digest}"));
            return CliExit.Ok;
        });
}
