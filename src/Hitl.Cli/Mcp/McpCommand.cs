using System.CommandLine;

namespace Hitl.Cli;

/// <summary><c>hitl mcp</c>: the agents' door over standard input and output, for clients that start a program instead of calling an address.</summary>
internal static class McpCommand
{
    public static Command Build(CliSession session)
    {
        var command = new Command("mcp", "Serves the Model Context Protocol on standard input and output, as the agent that HITL_TOKEN belongs to.");
        command.SetAction(async (_, cancel) =>
        {
            if (session.Problem is { } problem)
            {
                await session.Error.WriteLineAsync(problem);
                return CliExit.BadConfiguration;
            }

            using var http = new HttpClient { BaseAddress = session.Address, Timeout = Timeout.InfiniteTimeSpan };
            if (session.Token is { } token) http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer " + token);
            await new McpBridge(http, session.Input, session.Output, TimeProvider.System).RunAsync(cancel);
            return CliExit.Ok;
        });
        return command;
    }
}
