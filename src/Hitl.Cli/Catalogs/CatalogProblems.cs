using Hitl.Client.Catalogs;

namespace Hitl.Cli;

/// <summary>Everything wrong with a catalog: place, code, message, and the line with a caret.</summary>
internal static class CatalogProblems
{
    public static async Task WriteAsync(IEnumerable<CatalogProblem> problems, TextWriter error)
    {
        foreach (var problem in problems)
        {
            await error.WriteLineAsync(Terminal.Plain($"{problem.File}:{problem.Line}:{problem.Column}: {problem.Code}: {problem.Message}"));
            foreach (var line in problem.Excerpt.Split('\n')) await error.WriteLineAsync("    " + Terminal.Plain(line));
        }
    }
}
