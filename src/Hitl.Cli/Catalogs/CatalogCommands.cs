using System.CommandLine;

namespace Hitl.Cli;

/// <summary><c>hitl catalog check | show | explain</c>.</summary>
internal static class CatalogCommands
{
    public static Command Build(CliSession session)
    {
        var catalog = new Command("catalog", "What every actor may do, and who decides the rest.") { Check(session), Show(session), Explain(session) };
        foreach (var command in VersionCommands.Build(session).Concat(UsageCommands.Build(session))) catalog.Subcommands.Add(command);
        return catalog;
    }

    private static Command Check(CliSession session)
    {
        var path = new Argument<FileInfo>("path") { Description = "The catalog: a YAML file, or a folder of them." };
        return session.On(new("check", "Checks a catalog; every error with file, line and column.") { path }, async (parsed, client, cancel) =>
        {
            var source = parsed.GetRequiredValue(path);
            if (await CatalogPath.ReadAsync(source, cancel) is not { } files)
            {
                await session.Error.WriteLineAsync($"file.missing: {source.FullName} does not exist.");
                return CliExit.BadInput;
            }

            var check = await client.CheckCatalogAsync(files, cancel);
            await CatalogProblems.WriteAsync(check.Problems, session.Error);
            if (check.IsValid) await session.Output.WriteLineAsync($"{source.Name} is valid; digest {check.Digest}");
            return check.IsValid ? CliExit.Ok : CliExit.BadInput;
        });
    }

    private static Command Show(CliSession session) =>
        session.On(new("show", "Prints the active catalog as one list."), async (_, client, cancel) =>
        {
            var catalog = await client.CatalogAsync(cancel);
            await session.Output.WriteLineAsync(Terminal.Plain($"catalog {catalog.Name}, digest {catalog.Digest}") + "\n");
            var table = new TextTable("ACTION", "RISK", "REVERSIBILITY", "RULE", "EFFECT", "ACTORS", "AMOUNTS", "SEGMENTS", "CHANNELS", "EXCEPT", "PATH");
            foreach (var action in catalog.Actions)
            {
                foreach (var rule in action.Rules)
                {
                    table.Add(
                        action.Name, action.Risk, action.Reversibility, rule.Id, rule.Effect, Any(rule.Actors), Any(rule.Amounts), Any(rule.Segments),
                        Any(rule.Channels), rule.Except.Count == 0 ? "-" : string.Join("; ", rule.Except), rule.Path ?? "-");
                }

                table.Add(action.Name, action.Risk, action.Reversibility, "(no rule)", action.Gap, "any", "any", "any", "any", "-", "-");
            }

            await table.WriteAsync(session.Output);
            await WhoIsAsked.WriteAsync(catalog, session.Output);
            return CliExit.Ok;
        });

    private static Command Explain(CliSession session)
    {
        var options = new ExplainOptions();
        var command = new Command("explain", "Says how the active catalog would decide a request, and why; nothing is stored.");
        options.AddTo(command);
        return session.On(command, async (parsed, client, cancel) =>
        {
            var explanation = await client.ExplainAsync(options.Read(parsed), cancel);
            await EvaluationText.WriteAsync(explanation.Evaluation, session.Output);
            foreach (var stage in explanation.Path?.Stages ?? [])
            {
                var people = stage.Asked.Count == 0 ? "nobody (skipped at once)" : string.Join(", ", stage.Asked.Select(a => $"{a.Name} {a.Why}"));
                await session.Output.WriteLineAsync(Terminal.Plain($"  stage {stage.Name}: {stage.Quorum} of {stage.Role} within {stage.Wait}{string.Concat(stage.Terms.Select(term => $" ({term})"))}: {people}"));
            }

            return CliExit.Ok;
        });
    }

    private static string Any(IReadOnlyList<string> values) => values.Count == 0 ? "any" : string.Join(", ", values);
}
