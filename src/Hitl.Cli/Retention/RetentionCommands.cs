using System.CommandLine;
using System.Globalization;
using Hitl.Client.Retention;

namespace Hitl.Cli;

/// <summary><c>hitl retention plan | apply | days | hold | release | erase</c>.</summary>
internal static class RetentionCommands
{
    public static Command Build(CliSession session) => new("retention", "How long ledger rows are kept, what expires, and what is held.")
    {
        Plan(session), Apply(session), Days(session), Hold(session), Release(session), Erase(session),
    };

    private static Command Plan(CliSession session) =>
        session.On(new("plan", "Shows days, what would expire now, and legal holds. Changes nothing."), async (_, client, cancel) =>
        {
            await WriteAsync(session, await client.RetentionAsync(cancel));
            return CliExit.Ok;
        });

    private static Command Apply(CliSession session)
    {
        var confirm = new Option<bool>("--confirm") { Description = "Rows that expire are gone for good; say that you mean it." };
        return session.On(new("apply", "Expires what the plan shows: certificates first, then exactly the rows they name.") { confirm }, async (parsed, client, cancel) =>
        {
            if (!parsed.GetValue(confirm))
            {
                await session.Error.WriteLineAsync("retention.unconfirmed: rows that expire are gone for good. Look at 'hitl retention plan', then add --confirm; nothing was changed.");
                return CliExit.BadInput;
            }

            var results = await client.ExpireAsync(cancel);
            foreach (var result in results)
                await (result.Refusal is null ? session.Output : session.Error).WriteLineAsync(Terminal.Plain(Sentence(result)));
            if (results.Count == 0) await session.Output.WriteLineAsync("Nothing is over its days.");
            return results.Any(result => result.Refusal is not null) ? CliExit.BadInput : CliExit.Ok;
        });
    }

    private static Command Days(CliSession session)
    {
        var name = new Argument<string>("class") { Description = "trail, contact or access." };
        var days = new Argument<int>("days") { Description = "How many days its rows are kept, 1 to 36,500." };
        return session.On(new("days", "Sets how many days a class of rows is kept.") { name, days }, async (parsed, client, cancel) =>
        {
            await WriteAsync(session, await client.SetRetentionAsync(parsed.GetRequiredValue(name), parsed.GetValue(days), cancel));
            return CliExit.Ok;
        });
    }

    private static Command Hold(CliSession session)
    {
        var scope = new Argument<string>("scope") { Description = "all, customer, actor or request." };
        var value = new Argument<string>("value") { Description = "Which one; * for all." };
        var reason = new Option<string>("--reason") { Description = "Why; recorded with your name.", Required = true };
        return session.On(new("hold", "Sets a legal hold: what it covers does not expire.") { scope, value, reason }, async (parsed, client, cancel) =>
        {
            await WriteAsync(session, await client.HoldAsync(parsed.GetRequiredValue(scope), parsed.GetRequiredValue(value), parsed.GetRequiredValue(reason), cancel));
            return CliExit.Ok;
        });
    }

    private static Command Release(CliSession session)
    {
        var id = new Argument<Guid>("id") { Description = "The hold, as the plan names it." };
        return session.On(new("release", "Releases a legal hold.") { id }, async (parsed, client, cancel) =>
        {
            await WriteAsync(session, await client.ReleaseHoldAsync(parsed.GetValue(id), cancel));
            return CliExit.Ok;
        });
    }

    private static Command Erase(CliSession session)
    {
        var customer = new Argument<string>("customer") { Description = "The reference that requests name." };
        var reason = new Option<string>("--reason") { Description = "Why; recorded with your name.", Required = true };
        var confirm = new Option<bool>("--confirm") { Description = "A destroyed key is gone for good; say that you mean it." };
        return session.On(
            new("erase", "Destroys a customer's key: what is about that person becomes unreadable, the trail stays whole.") { customer, reason, confirm }, async (parsed, client, cancel) =>
            {
                if (!parsed.GetValue(confirm))
                {
                    await session.Error.WriteLineAsync("erasure.unconfirmed: a destroyed key is gone for good. Add --confirm; nothing was changed.");
                    return CliExit.BadInput;
                }

                var done = await client.EraseAsync(parsed.GetRequiredValue(customer), parsed.GetRequiredValue(reason), cancel);
                await session.Output.WriteLineAsync(Terminal.Plain(Sentence(done)));
                return CliExit.Ok;
            });
    }

    private static string Sentence(ErasureView done)
    {
        var keys = done.Keys == 0 ? "There was no key left to destroy" : string.Create(CultureInfo.InvariantCulture, $"{done.Keys} key(s) destroyed");
        var plain = done.Plain == 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" {done.Plain} ledger row(s) were written before encryption was on and keep their text until they expire.");
        return string.Create(CultureInfo.InvariantCulture, $"{keys}; {done.Requests} request(s) of {done.Customer} stay listed, by reference.{plain}");
    }

    private static string Sentence(ExpiryView result) => result.Refusal is { } why
        ? string.Create(CultureInfo.InvariantCulture, $"{why} ({result.Class}, {result.Month:yyyy-MM})")
        : string.Create(CultureInfo.InvariantCulture, $"{result.Rows} rows of {result.Class} of {result.Month:yyyy-MM} expired.");

    private static async Task WriteAsync(CliSession session, RetentionView view)
    {
        foreach (var (name, days) in view.Days) await session.Output.WriteLineAsync($"{name} is kept {days} days");
        var table = new TextTable("CLASS", "MONTH", "ROWS", "OVER SINCE");
        foreach (var rows in view.Expirable)
            table.Add(rows.Class, rows.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture), rows.Rows.ToString(CultureInfo.InvariantCulture), rows.Since.ToString("O", CultureInfo.InvariantCulture));
        if (view.Expirable.Count > 0) await table.WriteAsync(session.Output);
        else await session.Output.WriteLineAsync("Nothing is over its days.");
        foreach (var hold in view.Holds)
            await session.Output.WriteLineAsync(Terminal.Plain($"held: {hold.Scope} {hold.Value} by {hold.By} since {Terminal.At(hold.At)}: {hold.Reason} ({hold.Id:D})"));
    }
}
