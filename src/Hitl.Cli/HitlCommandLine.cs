using System.CommandLine;

namespace Hitl.Cli;

/// <summary>The command line of the whole system. Every verb goes through the gateway's HTTP contract.</summary>
public static class HitlCommandLine
{
    private static readonly string[] SecretOptions = ["--token", "--api-key", "--key"];

    /// <summary>Parses and runs one command line.</summary>
    /// <param name="args">As typed, without the program's name.</param>
    /// <param name="output">For answers.</param>
    /// <param name="error">For problems: one line each.</param>
    /// <param name="settings">Where the gateway is and who calls.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <param name="input">What <c>hitl mcp</c> reads; standard input when null.</param>
    /// <returns>One of <see cref="CliExit"/>.</returns>
    public static async Task<int> RunAsync(
        string[] args, TextWriter output, TextWriter error, CliSettings settings, CancellationToken cancel = default, TextReader? input = null)
    {
        if (args.FirstOrDefault(a => SecretOptions.Any(o => a == o || a.StartsWith(o + "=", StringComparison.Ordinal))) is not null)
        {
            await error.WriteLineAsync("cli.secret_argument: a key on the command line is visible to every user of this machine. "
                + "Put it into HITL_TOKEN or the settings file instead; nothing was sent.");
            return CliExit.Usage;
        }

        var session = new CliSession(settings, input ?? Console.In, output, error);
        var root = new RootCommand("hitl: people in the loop of what agents do.")
        {
            CatalogCommands.Build(session), ScopeCommand.Build(session), SampleCommands.Build(session), RequestCommands.Build(session), OpsCommands.Build(session),
            AuditCommands.Build(session), RetentionCommands.Build(session), SlackCommands.Build(session), CoverageCommands.Build(session), OversightCommand.Build(session), DrillCommands.Build(session), DoctorCommand.Build(session), McpCommand.Build(session),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count == 0)
            return await parsed.InvokeAsync(new() { Output = output, Error = error, EnableDefaultExceptionHandler = false }, cancel);
        foreach (var problem in parsed.Errors) await error.WriteLineAsync("cli.usage: " + Terminal.Plain(problem.Message) + Nearest(parsed));
        return CliExit.Usage;
    }

    private static string Nearest(ParseResult parsed)
    {
        var known = parsed.CommandResult.Command.Subcommands.Select(c => c.Name).Concat(parsed.CommandResult.Command.Options.Select(o => o.Name));
        var typed = parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0] : null;
        var nearest = typed is null ? null : known.MinBy(name => NameDistance.Between(typed, name));
        return nearest is null ? "" : $" Did you mean '{nearest}'? See: hitl {parsed.CommandResult.Command.Name} --help";
    }
}
