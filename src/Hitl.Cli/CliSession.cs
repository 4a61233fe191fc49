using System.CommandLine;
using Hitl.Client;
using Hitl.Client.Problems;

namespace Hitl.Cli;

/// <summary>One run of the command line: where to write, and how to call the gateway with one way of telling failures.</summary>
internal sealed class CliSession(CliSettings settings, TextReader input, TextWriter output, TextWriter error)
{
    public TextReader Input { get; } = input;

    public TextWriter Output { get; } = output;

    public TextWriter Error { get; } = error;

    public Uri Address => settings.Address;

    public string? Token => settings.Token;

    /// <summary>Why the settings cannot be used; null when they can.</summary>
    public string? Problem => settings.Problem;

    /// <summary>Sets what a verb does: it gets a client and returns an exit code.</summary>
    public Command On(Command command, Func<ParseResult, HitlClient, CancellationToken, Task<int>> verb)
    {
        command.SetAction((parsed, cancel) => CallAsync(parsed, verb, cancel));
        return command;
    }

    /// <summary>Runs what calls the gateway; every failure becomes one line and an exit code.</summary>
    public async Task<int> CallAsync(ParseResult parsed, Func<ParseResult, HitlClient, CancellationToken, Task<int>> verb, CancellationToken cancel)
    {
        if (settings.Problem is { } problem)
        {
            await Error.WriteLineAsync(problem);
            return CliExit.BadConfiguration;
        }

        using var http = new HttpClient { BaseAddress = settings.Address, Timeout = TimeSpan.FromSeconds(100) };
        try
        {
            return await verb(parsed, new(http, settings.Token), cancel);
        }
        catch (HitlApiException refused) when (refused.Status == 0)
        {
            await Error.WriteLineAsync($"gateway.unreachable: {settings.Address} did not answer: {Terminal.Plain(refused.Message)}");
            return CliExit.Unavailable;
        }
        catch (HitlApiException refused)
        {
            var field = refused.Problem.Field is { } name ? $" (field {Terminal.Plain(name)})" : "";
            await Error.WriteLineAsync(Terminal.Plain(refused.Message) + field);
            return CliExit.Refused;
        }
    }
}
