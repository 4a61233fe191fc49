using Hitl.Local.Settings;

namespace Hitl.Local;

/// <summary>The command line of the local system.</summary>
/// <param name="ExitAfterStory"><c>--exit</c>: stop after the story.</param>
/// <param name="Directory"><c>--directory</c>: where data and secrets are kept. Default <c>.hitl</c> of the working directory.</param>
/// <param name="Catalog"><c>--catalog</c>: the catalog, a file or a folder. Default <c>deploy/catalog/sample</c>.</param>
public sealed record LocalOptions(bool ExitAfterStory, string Directory, string Catalog)
{
    /// <summary><c>--no-story</c>: only start the system. Default false.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>Keeps the engine's histories in memory: what is under way is lost with the process. For measuring alone, so no option of the command line. Default false.</summary>
    public bool IsEngineInMemory { get; init; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="LocalSetupException">An option is unknown or lacks its value.</exception>
    public static LocalOptions Parse(IReadOnlyList<string> args)
    {
        var options = new LocalOptions(false, ".hitl", Path.Combine("deploy", "catalog", "sample"));
        for (var i = 0; i < args.Count; i++)
        {
            options = args[i] switch
            {
                "--exit" => options with { ExitAfterStory = true },
                "--no-story" => options with { IsQuiet = true },
                "--directory" => options with { Directory = Value(args, ++i) },
                "--catalog" => options with { Catalog = Value(args, ++i) },
                var unknown => throw new LocalSetupException($"Unknown option {unknown}. Known: --exit, --no-story, --directory DIR, --catalog PATH."),
            };
        }

        return options;
    }

    private static string Value(IReadOnlyList<string> args, int at) =>
        at < args.Count ? args[at] : throw new LocalSetupException($"{args[at - 1]} needs a value.");
}
