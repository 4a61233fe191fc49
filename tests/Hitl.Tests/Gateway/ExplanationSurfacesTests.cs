using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hitl.Activities.Evaluations;
using Hitl.Cli;
using Hitl.Client.Requests;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Reservations;
using Hitl.Escalations.Stages;
using Hitl.Governance.Cards;
using Hitl.Governance.Catalogs;
using Hitl.Slack.Cards;
using Hitl.Slack.Modals;
using Hitl.Tests.Console;
using Hitl.Tests.Governance;

namespace Hitl.Tests.Gateway;

/// <summary>One explanation, five surfaces: API, card, console, ledger and command line.</summary>
[Collection(GatewayCollection.Name)]
public sealed class ExplanationSurfacesTests(GatewayWorld shared)
{
    private static readonly string[] Explain =
    [
        "catalog", "explain", "--actor", "support-bot", "--action", "refund", "--customer", "cus_five", "--segment", "retail", "--channel", "chat", "--amount", "42000",
        "--currency", "USD", "--parameter", "charge=ch_five", "--parameter", "sku=SKU-1001", "--agent-version", "3.2.0",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task API_card_console_ledger_and_command_line_tell_the_same_explanation()
    {
        await using var world = new GatewayWorld(shared.Cluster);
        await world.InitializeAsync();
        await world.Get<ICatalogStore>().ActivateAsync(Sample.Catalog, "system:test", Cancel);
        var told = await RunAsync(world, Explain);
        var id = await EvaluatedAsync(world);
        var explanation = (await world.Get<IRequestStore>().FindAsync(id, Cancel))!.Evaluation!.Explanation;
        var face = await CardAsync(world, id);

        var api = (await world.Client("support-bot").GetAsync(id.Value, cancel: Cancel)).Evaluation!;
        var card = Words(CardRenderer.Render(face).Blocks);
        var modal = Words(FullView.Read(face)!);
        using var ada = await ConsoleVisitor.SignedInAsync(world, "U0CHIDI");
        var page = WebUtility.HtmlDecode(await ada.ReadAsync($"/console/requests/{id}"));
        var row = (await world.Client("hana").AuditRequestAsync(id.Value, Cancel)).Entries.Single(entry => entry.Kind == "request.evaluated");

        Assert.True(explanation.Rules.Count > 2 && explanation.Limits.Count > 0 && explanation.WouldDiffer.Count > 1);
        Assert.Equal(JsonSerializer.Serialize(explanation), JsonSerializer.Serialize(row.Body!["explanation"].Deserialize<Explanation>()));
        Assert.Equal(Lines(explanation), Lines(api));
        foreach (var words in Facts(explanation))
        {
            Assert.All([(modal, "modal"), (page, "console"), (told, "command line")], surface => Assert.True(Holds(surface.Item1, words), $"{surface.Item2} lacks {string.Join(" | ", words)}"));
        }

        // The card keeps within its room: the sentence, what would change it, limits, and every bound of the rule that decided.
        foreach (var words in Facts(explanation with { Rules = [.. explanation.Rules.Where(rule => rule.Rule == explanation.Rule)] })) Assert.True(Holds(card, words), $"card lacks {string.Join(" | ", words)}");
        Assert.Contains("matched and decides", card, StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(GatewayWorld world, string[] arguments)
    {
        using var output = new StringWriter();
        Assert.Equal(CliExit.Ok, await HitlCommandLine.RunAsync(arguments, output, output, new(world.Address, world.Key("chidi"), null), Cancel));
        return output.ToString();
    }

    private static async Task<RequestId> EvaluatedAsync(GatewayWorld world)
    {
        var submitted = await world.Client("support-bot").SubmitAsync(
            new()
            {
                Action = "refund", Customer = new("cus_five", "retail"), Channel = "chat", Amount = 42000, Currency = "USD", Agent = new("3.2.0", null, null),
                Parameters = new JsonObject { ["charge"] = "ch_five", ["sku"] = "SKU-1001" },
            },
            Asks.Key(), Cancel);
        var id = new RequestId(submitted.Request.Id);
        await new EvaluationActivities(world.Get<IRequestStore>(), world.Get<ICatalogStore>(), world.Get<IReservationStore>(), world.Get<IShadowCards>(), world.Get<Hitl.Escalations.Execution.IStateStore>(), world.Get<Hitl.Escalations.Drills.IDrillStore>(), world.Clock).EvaluateAsync(id);
        return id;
    }

    private static async Task<CardFace> CardAsync(GatewayWorld world, RequestId id)
    {
        var stored = (await world.Get<IRequestStore>().FindAsync(id, Cancel))!;
        var (consent, key) = (stored.Evaluation!.Consent!, new StageKey(id, 1, 1));
        var stage = consent.Path!.Stages[0];
        var people = StageResolver.Resolve(Sample.Catalog.Roles[stage.Role], Sample.Catalog.Absences, consent.Conflicted, world.Clock.GetUtcNow(), includeCoverage: false);
        var opened = await world.Get<IStageStore>().OpenAsync(key, stage, people, [], Cancel);
        return (await world.Get<CardComposer>().ComposeAsync(new(key, opened.Asked[0].Person), Cancel))!.Face;
    }

    private static IEnumerable<string> Lines(Explanation explanation) =>
    [
        explanation.Sentence, explanation.Rule ?? "-", $"{explanation.IsGap}",
        .. explanation.Rules.SelectMany(rule => rule.Bounds.Select(bound => $"{bound.Bound} {bound.Value} {bound.Allowed} {bound.Held}").Prepend($"{rule.Rule} {rule.Effect} {rule.Matched}")),
        .. explanation.Limits.Select(bound => $"{bound.Bound} {bound.Value} {bound.Allowed} {bound.Held}"), .. explanation.Conflicts, .. explanation.WouldDiffer,
    ];

    private static IEnumerable<string> Lines(EvaluationView view) => Lines(new Explanation(
        view.Sentence, view.Rule, view.IsGap, [.. view.Rules.Select(rule => new RuleCheck(rule.Rule, rule.Effect, rule.Matched, [.. rule.Bounds.Select(Bound)]))], view.WouldDiffer)
        {
            Limits = [.. view.Limits.Select(Bound)], Conflicts = view.Conflicts,
        });

    private static BoundCheck Bound(BoundView bound) => new(bound.Bound, bound.Value, bound.Allowed, bound.Held);

    /// <summary>Words that stand together on every surface, whatever is between them.</summary>
    private static IEnumerable<string[]> Facts(Explanation explanation) =>
    [
        [explanation.Sentence],
        .. explanation.Rules.SelectMany(rule => rule.Bounds.Select(bound => new[] { bound.Bound + ": " + bound.Value, bound.Allowed }).Prepend([rule.Rule, rule.Effect])),
        .. explanation.Limits.Select(limit => new[] { limit.Bound, limit.Value, limit.Allowed }), .. explanation.Conflicts.Select(other => new[] { other }), .. explanation.WouldDiffer.Select(clause => new[] { clause }),
    ];

    private static bool Holds(string text, string[] words)
    {
        for (var at = text.IndexOf(words[0], StringComparison.Ordinal); at >= 0; at = text.IndexOf(words[0], at + 1, StringComparison.Ordinal))
        {
            // On one line, in this order.
            var line = text[at..].Split('\n')[0];
            if (words.Skip(1).All(word => line.Contains(word, StringComparison.Ordinal))) return true;
        }

        return false;
    }

    private static string Words(JsonNode? node) => node switch
    {
        JsonArray items => string.Join('\n', items.Select(Words)),
        JsonObject members => string.Join('\n', members.Select(member => member.Key == "text" && member.Value is JsonValue text ? text.GetValue<string>() : Words(member.Value))),
        _ => "",
    };
}
