using Hitl.Cli;
using Hitl.Client.Problems;
using Hitl.Local.Settings;
using Hitl.Local.Story.Lines;
using Spectre.Console;

namespace Hitl.Local.Story;

/// <summary>Tells the eight lines of the story on a running system and says whether every step of them was verified.</summary>
public static class StoryTeller
{
    /// <summary>Tells the story.</summary>
    public static async Task<bool> TellAsync(LocalSystem system, CancellationToken cancel)
    {
        var console = Terminal();
        var voice = new TerminalVoice(console, TimeProvider.System);
        await using var database = new StoryDatabase(system.Settings.AdminDatabase);
        using var gateway = new HttpClient { BaseAddress = system.Settings.Gateway };
        using var sandbox = new HttpClient { BaseAddress = system.Settings.Sandbox };
        var world = World(system.Settings, voice, database, gateway, sandbox);
        var before = await database.RequestsAsync(cancel);
        console.MarkupLineInterpolated($"The system runs. {before} request(s) of earlier runs are still there.");
        try
        {
            await TellLinesAsync(world, cancel);
            world.Verify(await database.RequestsAsync(cancel) >= before + 7, "nothing of earlier runs was lost");
            console.MarkupLine("\n[green]Every step was verified against the database and the targets' own records.[/]");
            return true;
        }
        catch (Exception failed) when (failed is StoryFailedException or HitlApiException or HttpRequestException)
        {
            console.MarkupLineInterpolated($"\n[red]The story failed: {failed.Message}[/]");
            return false;
        }
    }

    /// <summary>A pipe gets whole lines without colours; a terminal gets what it can show.</summary>
    private static IAnsiConsole Terminal()
    {
        if (!Console.IsOutputRedirected) return AnsiConsole.Console;
        var plain = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(Console.Out) });
        plain.Profile.Width = 240;
        return plain;
    }

    private static async Task TellLinesAsync(StoryWorld world, CancellationToken cancel)
    {
        var silent = new SilentPath(world);
        var covered = new CoveredApproval(world);
        StoryLine[] lines =
        [
            new AllowedRefund(world), covered, new DeniedChange(world), new CompensatedSaga(world), silent, new UnknownOutcome(world),
            new ParkedAndReplayed(world), new ProofOfAll(world, covered),
        ];
        foreach (var line in lines)
        {
            world.Voice.Begin(line.Number, line.Title);
            foreach (var step in line.Steps) await step.Act(cancel);
        }
    }

    private static StoryWorld World(LocalSettings settings, IStoryVoice voice, StoryDatabase database, HttpClient gateway, HttpClient sandbox) => new()
    {
        Agent = new(gateway, settings.ApiKey("support-bot")),
        Ops = new(gateway, settings.ApiKey("gus")),
        Auditor = new(gateway, settings.ApiKey("hana")),
        Slack = new(sandbox),
        Targets = new(sandbox),
        Database = database,
        Voice = voice,
        Clock = TimeProvider.System,
        Run = TimeProvider.System.GetUtcNow().ToString("yyMMddHHmmss", System.Globalization.CultureInfo.InvariantCulture),
        CommandLine = async (arguments, cancel) =>
        {
            await using var output = new StringWriter();
            var person = arguments[0] == "audit" ? "hana" : "gus";
            var exit = await HitlCommandLine.RunAsync(arguments, output, output, new(settings.Gateway, settings.ApiKey(person), null), cancel);
            return (exit, output.ToString());
        },
    };
}
