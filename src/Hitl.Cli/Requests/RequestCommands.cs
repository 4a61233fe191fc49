using System.CommandLine;
using Hitl.Client.Requests;

namespace Hitl.Cli;

/// <summary><c>hitl requests ask | list | show | withdraw | extend | reverse</c>.</summary>
internal static class RequestCommands
{
    public static Command Build(CliSession session) => new("requests", "What agents asked for.")
    {
        Ask(session), List(session), Show(session), Withdraw(session), Extend(session), Reverse(session),
    };

    private static Command Ask(CliSession session)
    {
        var asked = new AskOptions();
        var wait = new Option<bool>("--wait") { Description = "Wait until it is final." };
        var command = new Command("ask", "Asks for an action as an agent does; needs the API key of an actor.") { wait };
        asked.AddTo(command);
        return session.On(command, async (parsed, client, cancel) =>
        {
            var submitted = await client.SubmitAsync(asked.Read(parsed), asked.Key(parsed), cancel);
            var request = parsed.GetValue(wait) ? await client.WaitUntilFinalAsync(submitted.Request.Id, cancel: cancel) : submitted.Request;
            await RequestText.WriteAsync(request, session.Output);
            if (!request.IsFinal) await session.Output.WriteLineAsync(Terminal.Plain($"follow it with: hitl requests show {request.Id}"));
            return CliExit.Ok;
        });
    }

    private static Command List(CliSession session)
    {
        var states = new Option<string[]>("--state") { Description = "Only these states, such as deciding or waiting_for_ops." };
        var actor = new Option<string?>("--actor") { Description = "Only this actor's requests." };
        var limit = new Option<int>("--limit") { Description = "At most this many, 1 to 200.", DefaultValueFactory = _ => 50 };
        return session.On(new("list", "Lists requests, newest first.") { states, actor, limit }, async (parsed, client, cancel) =>
        {
            var query = new RequestQuery { States = parsed.GetValue(states) ?? [], Actor = parsed.GetValue(actor), Limit = parsed.GetValue(limit) };
            var page = await client.ListAsync(query, cancel);
            var table = new TextTable("REQUEST", "STATE", "SINCE", "ACTION", "AMOUNT", "ACTOR", "CUSTOMER", "OUTCOME");
            foreach (var item in page.Items)
                table.Add(item.Id, item.State, Terminal.At(item.StateSince), item.Action, item.AmountText ?? "-", item.Actor, item.Customer, item.Outcome ?? "-");
            await table.WriteAsync(session.Output);
            if (page.Next is not null) await session.Error.WriteLineAsync("More follow; narrow the list with --state or --actor, or raise --limit.");
            return CliExit.Ok;
        });
    }

    private static Command Show(CliSession session)
    {
        var id = new Argument<string>("id") { Description = "The request." };
        return session.On(new("show", "Prints one request: what, why, who was asked, who decided, what ran.") { id }, async (parsed, client, cancel) =>
        {
            var request = await client.GetAsync(parsed.GetRequiredValue(id), cancel: cancel);
            await RequestText.WriteAsync(request, session.Output);
            return CliExit.Ok;
        });
    }

    private static Command Withdraw(CliSession session)
    {
        var id = new Argument<string>("id") { Description = "The request." };
        var reason = new Option<string>("--reason") { Description = "Why.", Required = true };
        return session.On(new("withdraw", "Withdraws a request whose execution has not begun.") { id, reason }, async (parsed, client, cancel) =>
        {
            var request = await client.WithdrawAsync(parsed.GetRequiredValue(id), parsed.GetRequiredValue(reason), cancel);
            await session.Output.WriteLineAsync(Terminal.Plain($"{request.Id} is {request.State}: {request.Outcome}"));
            return CliExit.Ok;
        });
    }

    private static Command Extend(CliSession session)
    {
        var id = new Argument<string>("id") { Description = "The request." };
        return session.On(new("extend", "Makes the open stage wait longer, as a person who may decide it and as often as the catalog says.") { id }, async (parsed, client, cancel) =>
        {
            var shown = await client.GetAsync(parsed.GetRequiredValue(id), cancel: cancel);
            if (shown.Stages.FirstOrDefault(stage => stage.Status == "open") is not { } open || shown.Digest is not { } digest)
            {
                await session.Error.WriteLineAsync(Terminal.Plain($"stage.none_open: {shown.Id} is {shown.State}; no stage of it waits for anybody."));
                return CliExit.Refused;
            }

            var body = new ExtendBody { Digest = digest, Revision = shown.Revision, Stage = open.Ordinal, Extension = (open.Extension?.Used ?? 0) + 1 };
            var after = (await client.ExtendAsync(shown.Id, body, cancel)).Stages.First(stage => stage.Ordinal == open.Ordinal);
            var used = after.Extension is { } extension ? $", extended {extension.Used} of {extension.Times} times" : "";
            await session.Output.WriteLineAsync(Terminal.Plain($"stage {after.Ordinal} {after.Name} of {shown.Id} waits until {Terminal.At(after.Deadline)}{used}"));
            return CliExit.Ok;
        });
    }

    private static Command Reverse(CliSession session)
    {
        var id = new Argument<string>("id") { Description = "The executed request." };
        var reason = new Option<string>("--reason") { Description = "Why.", Required = true };
        return session.On(new("reverse", "Has an executed request undone, as a request of its own.") { id, reason }, async (parsed, client, cancel) =>
        {
            var reversal = await client.ReverseAsync(parsed.GetRequiredValue(id), parsed.GetRequiredValue(reason), cancel);
            await session.Output.WriteLineAsync(Terminal.Plain($"{reversal.Request} undoes {reversal.Reverses} and is {reversal.State}; follow it with: hitl requests show {reversal.Request}"));
            return CliExit.Ok;
        });
    }
}
