using System.CommandLine;
using System.Reflection;
using System.Text.Json.Nodes;

namespace Hitl.Cli;

/// <summary><c>hitl slack manifest</c>.</summary>
internal static class SlackCommands
{
    public static Command Build(CliSession session) => new("slack", "The Slack app.") { Manifest(session) };

    private static Command Manifest(CliSession session)
    {
        var http = new Option<bool>("--http") { Description = "For signed HTTP callbacks; the default. Needs --url." };
        var socket = new Option<bool>("--socket") { Description = "For Socket Mode: Slack calls nothing of ours." };
        var url = new Option<string?>("--url") { Description = "Public https address of the gateway, such as https://hitl.example.com; where people sign in to the console." };
        var rotation = new Option<bool>("--token-rotation") { Description = "With token rotation; Slack cannot switch it off again. Set Hitl__Slack__RefreshToken then." };
        var command = new Command("manifest", "Prints the app manifest for one transport, ready to paste into Slack.") { http, socket, url, rotation };
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(http) && parsed.GetValue(socket))
            {
                await session.Error.WriteLineAsync("slack.two_transports: choose --http or --socket; the gateway refuses to start with both.");
                return CliExit.Usage;
            }

            if (!Uri.TryCreate(parsed.GetValue(url), UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps)
            {
                await session.Error.WriteLineAsync("slack.url: give --url with an https address such as https://hitl.example.com; Slack calls and redirects to no other.");
                return CliExit.Usage;
            }

            var name = parsed.GetValue(socket) ? "manifest.socket.json" : "manifest.http.json";
            using var template = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
            var manifest = (await template.ReadToEndAsync(cancel)).Replace("https://hitl.example.com", address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
            if (parsed.GetValue(rotation)) manifest = manifest.Replace("\"token_rotation_enabled\": false", "\"token_rotation_enabled\": true", StringComparison.Ordinal);
            foreach (var problem in SlackManifest.Check(JsonNode.Parse(manifest)!.AsObject())) await session.Error.WriteLineAsync("slack.manifest: " + problem);
            await session.Output.WriteLineAsync(manifest);
            return CliExit.Ok;
        });
        return command;
    }
}
