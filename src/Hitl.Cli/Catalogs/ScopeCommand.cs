using System.CommandLine;
using System.Text.Json;
using Hitl.Client;
using Hitl.Client.Catalogs;

namespace Hitl.Cli;

/// <summary><c>hitl scope</c>: everything every actor may do, as a table, Markdown, JSON or CSV.</summary>
internal static class ScopeCommand
{
    private static readonly string[] Heads = ["ACTOR", "ACTION", "RULE", "EFFECT", "AMOUNTS", "BOUNDS", "PEOPLE", "LIMITS", "RISK", "REVERSIBILITY"];

    public static Command Build(CliSession session)
    {
        var actor = new Option<string?>("--actor") { Description = "Only what this actor may do." };
        var action = new Option<string?>("--action") { Description = "Only this action." };
        var amount = new Option<long?>("--amount") { Description = "Only rules whose range holds this amount, in minor units." };
        var currency = new Option<string?>("--currency") { Description = "The amount's ISO 4217 code." };
        var format = new Option<string>("--format") { Description = "table, markdown, json or csv.", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "markdown", "json", "csv");
        return session.On(new("scope", "Every action every actor may take, with bounds, who approved that and when.") { actor, action, amount, currency, format }, async (parsed, client, cancel) =>
        {
            var scope = await client.ScopeAsync(parsed.GetValue(actor), parsed.GetValue(action), parsed.GetValue(amount), parsed.GetValue(currency), cancel);
            await WriteAsync(session.Output, scope, parsed.GetValue(format)!);
            return CliExit.Ok;
        });
    }

    private static Task WriteAsync(TextWriter output, ScopeView scope, string format) => format switch
    {
        "json" => output.WriteLineAsync(JsonSerializer.Serialize(scope, HitlJson.Options)),
        "csv" => CsvAsync(output, scope),
        "markdown" => MarkdownAsync(output, scope),
        _ => TableAsync(output, scope),
    };

    private static string Title(ScopeView scope)
    {
        var who = scope.ApprovedBy.Count > 0 ? "signed by " + string.Join(", ", scope.ApprovedBy) : $"from the configuration ({scope.ActivatedBy ?? "unknown"})";
        return Terminal.Plain($"catalog {scope.Catalog}, version {scope.Digest[..12]}, {who}{(scope.Since is { } since ? $", in force since {Terminal.At(since)}" : "")}");
    }

    private static string[] Cells(ScopeLine line) =>
    [
        line.Actor, line.Action, line.Rule, line.Effect, Or(line.Amounts, "any"), Or(string.Join("; ", line.Bounds), "-"), Or(line.People, "-"), Or(string.Join("; ", line.Limits), "-"), line.Risk, line.Reversibility,
    ];

    private static async Task TableAsync(TextWriter output, ScopeView scope)
    {
        await output.WriteLineAsync(Title(scope) + "\n");
        var table = new TextTable(Heads);
        foreach (var line in scope.Lines) table.Add(Cells(line));
        await table.WriteAsync(output);
    }

    private static async Task MarkdownAsync(TextWriter output, ScopeView scope)
    {
        await output.WriteLineAsync($"# Scope\n\n{Title(scope)}\n\n| {string.Join(" | ", Heads)} |\n|{string.Concat(Heads.Select(_ => " --- |"))}");
        foreach (var line in scope.Lines) await output.WriteLineAsync($"| {string.Join(" | ", Cells(line).Select(cell => Terminal.Plain(cell).Replace("|", "\\|", StringComparison.Ordinal)))} |");
    }

    private static async Task CsvAsync(TextWriter output, ScopeView scope)
    {
        await output.WriteLineAsync(string.Join(',', Heads.Append("VERSION").Append("APPROVED BY").Append("SINCE")));
        foreach (var line in scope.Lines)
            await output.WriteLineAsync(string.Join(',', Cells(line).Append(scope.Digest).Append(string.Join(", ", scope.ApprovedBy)).Append(scope.Since is { } since ? Terminal.At(since) : "").Select(Quoted)));
    }

    // A cell that a spreadsheet would take for a formula begins with an apostrophe.
    private static string Quoted(string cell)
    {
        var text = Terminal.Plain(cell);
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@') text = "'" + text;
        return '"' + text.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
    }

    private static string Or(string text, string otherwise) => text.Length == 0 ? otherwise : text;
}
