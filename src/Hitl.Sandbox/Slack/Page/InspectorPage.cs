using System.Text.Json;
using System.Text.Json.Nodes;
using Hitl.Sandbox.Journaling;
using Hitl.Sandbox.Slack.Model;
using Hitl.Sandbox.Targets;

namespace Hitl.Sandbox.Slack.Page;

/// <summary>What went over the wire, and what the targets did.</summary>
internal sealed class InspectorPage(SlackLog log, IServiceProvider services)
{
    private const int Shown = 300;
    private static readonly JsonSerializerOptions Readable = new(WireJson.Options) { WriteIndented = true };

    public Html Wire()
    {
        var entries = log.Entries("call", null, 0).Concat(log.Entries("delivery", null, 0)).OrderByDescending(entry => entry.Number).Take(Shown);
        return PageFrame.Plain("Inspector", Html.Of(
            $"""
            <p>Newest first. A call goes from the app to Slack, a delivery from Slack to the app.</p>
            <table class="log"><thead><tr><th>Time</th><th>Kind</th><th>What</th><th>Status</th><th>ms</th><th>Note</th><th>Sent and answered</th></tr></thead>
            <tbody>{entries.Select(Row)}</tbody></table>
            """));
    }

    public Html Ledgers() => PageFrame.Plain("Target ledgers", Html.Join(
        TargetEndpoints.Names.Select(name => Ledger(services.GetRequiredKeyedService<Target>(name)))));

    private static Html Row(SlackLogEntry entry) => Html.Of(
        $"""
        <tr><td>{entry.At.ToString("HH:mm:ss.fff")}</td><td>{entry.Direction}</td><td>{entry.What}</td><td>{entry.Status?.ToString() ?? "—"}</td>
        <td>{entry.Milliseconds.ToString("0.0")}</td><td>{entry.Note}</td><td><details><summary>Show</summary><pre>{Json(entry.Sent)}</pre><pre>{Json(entry.Answer)}</pre></details></td></tr>
        """);

    private static Html Ledger(Target target)
    {
        var effects = target.Journal.Change(() => target.Effects.Rows.Reverse().Take(Shown).ToList());
        return Html.Of(
            $"""
            <h2>{target.Name}</h2>
            <table class="log"><thead><tr><th>Time</th><th>Id</th><th>Kind</th><th>Subject</th><th>Amount</th><th>Key</th><th>Reversal</th></tr></thead>
            <tbody>{effects.Select(effect => Html.Of(
                $"<tr><td>{effect.At.ToString("HH:mm:ss.fff")}</td><td>{effect.Id}</td><td>{effect.Kind}</td><td>{effect.Subject}</td><td>{effect.Amount?.ToString()} {effect.Currency}</td><td>{effect.Key}</td><td>{effect.ReversalOf ?? effect.ReversedBy}</td></tr>"))}</tbody></table>
            """);
    }

    private static string Json(JsonNode? node) => node?.ToJsonString(Readable) ?? "";
}
