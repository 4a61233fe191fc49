using System.CommandLine;

namespace Hitl.Cli;

/// <summary><c>hitl ops list | replay | abandon</c>.</summary>
internal static class OpsCommands
{
    public static Command Build(CliSession session) => new("ops", "What waits in front of ops, and what to do about it.")
    {
        List(session),
        Intervene(session, "replay", "Tries the parked step again; the target is asked first whether it already happened."),
        Intervene(session, "abandon", "Stops, undoes what can be undone and closes the request."),
    };

    private static Command List(CliSession session) =>
        session.On(new("list", "Lists what waits, oldest first, and why."), async (_, client, cancel) =>
        {
            var parked = await client.ParkedAsync(cancel);
            if (parked.Items.Count == 0)
            {
                await session.Output.WriteLineAsync("Nothing waits for ops.");
                return CliExit.Ok;
            }

            var table = new TextTable("REQUEST", "SINCE", "ACTION", "AMOUNT", "ACTOR", "STEP", "OWNER", "DUE", "WHY");
            foreach (var item in parked.Items)
            {
                table.Add(
                    item.Request, Terminal.At(item.Since), item.Action, item.AmountText ?? "-", item.Actor,
                    item.IsCompensation ? "undo of " + item.Step : item.Step, item.Owner, Terminal.At(item.DueAt), item.Reason);
            }

            await table.WriteAsync(session.Output);
            return CliExit.Ok;
        });

    private static Command Intervene(CliSession session, string verb, string description)
    {
        var id = new Argument<string>("id") { Description = "The request." };
        var reason = new Option<string>("--reason") { Description = "Why; recorded with your name.", Required = true };
        return session.On(new(verb, description) { id, reason }, async (parsed, client, cancel) =>
        {
            var (request, why) = (parsed.GetRequiredValue(id), parsed.GetRequiredValue(reason));
            var done = verb == "replay" ? await client.ReplayAsync(request, why, cancel: cancel) : await client.AbandonAsync(request, why, cancel: cancel);
            await session.Output.WriteLineAsync(Terminal.Plain($"{done.Kind} of {done.Request} recorded for {done.By} at {Terminal.At(done.At)}: {done.Reason}"));
            return CliExit.Ok;
        });
    }
}
