using System.CommandLine;
using System.Reflection;

namespace Hitl.Cli;

/// <summary><c>hitl slack manifest</c>.</summary>
internal static class SlackCommands
{
    public static Command Build(CliSession session) => new("slack", "The Slack app.") { Manifest(session) };

    private static Command Manifest(CliSession session)
    {
        var url = new Option<string>("--url") { Description = "Public https address of the gateway, such as https://hitl.example.com.", Required = true };
        var command = new Command("manifest", "Prints the app manifest for signed HTTP callbacks, ready to paste into Slack.") { url };
        command.SetAction(async (parsed, cancel) =>
        {
            if (!Uri.TryCreate(parsed.GetRequiredValue(url), UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps)
            {
                await session.Error.WriteLineAsync("slack.url: Slack calls https addresses only; give one such as https://hitl.example.com.");
                return CliExit.Usage;
            }

            using var template = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("manifest.http.json")!);
            var manifest = await template.ReadToEndAsync(cancel);
            await session.Output.WriteLineAsync(manifest.Replace("https://hitl.example.com", address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal));
            return CliExit.Ok;
        });
        return command;
    }
}
