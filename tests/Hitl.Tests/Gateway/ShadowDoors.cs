using System.Text;
using System.Text.Json.Nodes;
using Hitl.Cli;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Keys;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Evaluation;
using Hitl.Tests.Console;

namespace Hitl.Tests.Gateway;

/// <summary>Every door that could move a request, tried on one that is decided on paper only, by whoever may use the door and with genuine tokens.</summary>
internal sealed class ShadowDoors(GatewayWorld world)
{
    /// <summary>What can be in shadow.</summary>
    public static readonly string[] Kinds = ["actor", "version", "action"];

    /// <summary>Routes that carry no request and so can move none, each with its reason.</summary>
    public static readonly IReadOnlyDictionary<string, string> Elsewhere = new Dictionary<string, string>
    {
        ["POST /v1/catalog/check"] = "stores nothing",
        ["POST /v1/catalog/explain"] = "stores nothing",
        ["POST /v1/catalog/versions"] = "changes no request",
        ["POST /v1/catalog/versions/{digest}/activate"] = "asks a request of its own; old ones keep their version",
        ["POST /v1/audit/retention/apply"] = "expires rows",
        ["POST /v1/audit/retention/days"] = "sets days",
        ["POST /v1/audit/erasures"] = "destroys a customer's key",
        ["POST /v1/audit/holds"] = "holds rows",
        ["POST /v1/audit/holds/{id}/release"] = "releases rows",
        ["POST /v1/drills/{action}/run"] = "runs a procedure on its sandbox target, whoever asked for what",
        ["POST /console/drills/{name}"] = "the same, from its page",
        ["POST /console/sign-out"] = "ends a session",
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>By route: the attempts.</summary>
    public IReadOnlyDictionary<string, Func<ShadowRequest, Task>> Routes => new Dictionary<string, Func<ShadowRequest, Task>>
    {
        ["POST /v1/requests"] = shadow => world.Client("support-bot").SubmitAsync(Asks.Body(), shadow.Key, Cancel),
        ["POST /mcp"] = ToolsAsync,
        ["PUT /v1/requests/{id}"] = shadow => CallAsync("support-bot", "PUT", $"/v1/requests/{shadow.Id}", "{\"amount\":1}"),
        ["PATCH /v1/requests/{id}"] = shadow => CallAsync("support-bot", "PATCH", $"/v1/requests/{shadow.Id}", "{\"amount\":1}"),
        ["POST /v1/requests/{id}/withdraw"] = shadow => CallAsync("support-bot", "POST", $"/v1/requests/{shadow.Id}/withdraw", Reason),
        ["POST /v1/requests/{id}/questions/{question}/answer"] = shadow =>
            CallAsync("support-bot", "POST", $"/v1/requests/{shadow.Id}/questions/{Guid.NewGuid():D}/answer", "{\"answer\":\"Run it.\"}"),
        ["POST /v1/requests/{id}/decisions"] = shadow => CallAsync("ada", "POST", $"/v1/requests/{shadow.Id}/decisions", Decision(shadow)),
        ["POST /v1/requests/{id}/extensions"] = shadow => CallAsync("ada", "POST", $"/v1/requests/{shadow.Id}/extensions", $$"""{"digest":"{{shadow.Digest}}","revision":1,"stage":1,"extension":1}"""),
        ["POST /v1/requests/{id}/reverse"] = shadow => CallAsync("ada", "POST", $"/v1/requests/{shadow.Id}/reverse", Reason),
        ["POST /v1/ops/requests/{id}/rehearse"] = shadow => CallAsync("gus", "POST", $"/v1/ops/requests/{shadow.Id}/rehearse", "{}"),
        ["POST /v1/ops/requests/{id}/reset"] = shadow => CallAsync("gus", "POST", $"/v1/ops/requests/{shadow.Id}/reset", Reason),
        ["POST /v1/ops/requests/{id}/replay"] = shadow => CallAsync("gus", "POST", $"/v1/ops/requests/{shadow.Id}/replay", Reason),
        ["POST /v1/ops/requests/{id}/abandon"] = shadow => CallAsync("gus", "POST", $"/v1/ops/requests/{shadow.Id}/abandon", Reason),
        ["POST /console/requests/{id}/decide"] = shadow => ConsoleAsync(shadow, "decide"),
        ["POST /console/requests/{id}/extend"] = shadow => ConsoleAsync(shadow, "extend"),
        ["POST /console/ops/{id}"] = OpsPageAsync,
        ["POST /slack/interactions"] = SlackAsync,
        ["POST /slack/commands"] = async shadow => await world.Slack.CommandAsync("U0ADA", $"approve {shadow.Id}"),
        ["POST /slack/events"] = async shadow => (await world.Slack.PostAsync("/slack/events", new JsonObject
        {
            ["type"] = "event_callback", ["api_app_id"] = GatewayWorld.App, ["team_id"] = GatewayWorld.Team, ["event_id"] = "Ev" + Asks.Key(),
            ["event"] = new JsonObject { ["type"] = "message", ["channel_type"] = "im", ["user"] = "U0ADA", ["text"] = $"approve {shadow.Id}" },
        }.ToJsonString())).Dispose(),
    };

    /// <summary>By verb of the command line that takes a request: the arguments after it.</summary>
    public static IReadOnlyDictionary<string, string[]> Commands { get; } = new Dictionary<string, string[]>
    {
        ["requests show"] = [],
        ["requests withdraw"] = ["--reason", "Run it."],
        ["requests extend"] = [],
        ["requests reverse"] = ["--reason", "Run it."],
        ["ops replay"] = ["--reason", "Run it."],
        ["ops abandon"] = ["--reason", "Run it."],
        ["catalog sign"] = ["--reason", "Run it."],
    };

    private static string Reason => "{\"reason\":\"Run it.\"}";

    /// <summary>A request of an actor, a version or an action in shadow, shown to people.</summary>
    public async Task<ShadowRequest> AskAsync(string kind)
    {
        var key = Asks.Key();
        var submitted = await world.Client("support-bot").SubmitAsync(Asks.Body(), key, Cancel);
        var id = new RequestId(submitted.Request.Id);
        var requests = world.Get<IRequestStore>();
        var request = (await requests.FindAsync(id, Cancel))!.Request;
        var catalog = In(kind, (await world.Get<ICatalogStore>().FindAsync(request.CatalogDigest, Cancel))!);
        var evaluation = CatalogEvaluator.Evaluate(catalog, request);
        await requests.RecordEvaluationAsync(id, evaluation, null, RequestState.Shadowed, [], Cancel);
        var entry = new LedgerEntry { Kind = LedgerKinds.StageSkipped, Request = id, By = "system:test", Summary = "Shown." };
        await world.Get<IShadowCards>().ShowAsync(id, evaluation.Shadow!.WouldShow!.Path!.Stages[0], [new(new("ada"), null, "is a member of desk")], entry, Cancel);
        var digest = ConsentDigest.Of(evaluation.Shadow.WouldShow);
        return new(id, key, digest, new CardToken(new(id, 1, 1), digest[..CardToken.DigestLength], world.Clock.GetUtcNow().AddHours(1)).Mint(world.Get<SigningKeys>()));
    }

    public async Task RunAsync(string command, ShadowRequest shadow)
    {
        using var output = new StringWriter();
        await HitlCommandLine.RunAsync([.. command.Split(' '), shadow.Id.Value, .. Commands[command]], output, output, new(world.Address, world.Key("gus"), null), Cancel);
        await HitlCommandLine.RunAsync([.. command.Split(' '), shadow.Id.Value, .. Commands[command]], output, output, new(world.Address, world.Key("ada"), null), Cancel);
    }

    /// <summary>Presses and submits one of our buttons, signed by Slack, with the token a card would carry.</summary>
    public async Task PressAsync(string action, ShadowRequest shadow)
    {
        (await world.Slack.PostAsync("/slack/interactions", LocalSlackDriver.Press("U0ADA", action, shadow.Token, "D0ADA", "1700000000.000100"))).Dispose();
        var values = new JsonObject
        {
            ["hitl.reason"] = new JsonObject { ["reason"] = Typed("Run it.") },
            ["hitl.amount"] = new JsonObject { ["input"] = Typed("420.00 EUR") },
            ["hitl.person"] = new JsonObject { ["input"] = new JsonObject { ["type"] = "static_select", ["selected_option"] = new JsonObject { ["value"] = "ben" } } },
            ["hitl.verdict"] = new JsonObject { ["input"] = new JsonObject { ["type"] = "radio_buttons", ["selected_option"] = new JsonObject { ["value"] = "approve" } } },
            ["hitl.chosen"] = new JsonObject { ["input"] = new JsonObject { ["type"] = "checkboxes", ["selected_options"] = new JsonArray(new JsonObject { ["value"] = $"{shadow.Id}.1.1.{shadow.Digest[..CardToken.DigestLength]}" }) } },
        };
        var payload = new JsonObject
        {
            ["type"] = "view_submission", ["api_app_id"] = GatewayWorld.App, ["team"] = new JsonObject { ["id"] = GatewayWorld.Team },
            ["user"] = new JsonObject { ["id"] = "U0ADA", ["team_id"] = GatewayWorld.Team },
            ["view"] = new JsonObject { ["id"] = "V" + Asks.Key(), ["callback_id"] = action, ["private_metadata"] = shadow.Token, ["state"] = new JsonObject { ["values"] = values } },
        };
        (await world.Slack.PostAsync("/slack/interactions", "payload=" + Uri.EscapeDataString(payload.ToJsonString()))).Dispose();
    }

    private static JsonObject Typed(string text) => new() { ["type"] = "plain_text_input", ["value"] = text };

    private static string Decision(ShadowRequest shadow) => $$"""{"verdict":"approve","reason":"Run it.","digest":"{{shadow.Digest}}","revision":1,"stage":1,"typedAmount":"420.00 EUR"}""";

    private static Catalog In(string kind, Catalog live) => kind switch
    {
        "actor" => live with { Actors = live.Actors.ToDictionary(pair => pair.Key, pair => pair.Value with { IsShadow = true }) },
        "version" => live with { Actors = live.Actors.ToDictionary(pair => pair.Key, pair => pair.Value with { ShadowVersions = ["2.1"] }) },
        _ => live with { Actions = live.Actions.ToDictionary(pair => pair.Key, pair => pair.Value with { IsShadow = true }) },
    };

    private async Task ToolsAsync(ShadowRequest shadow)
    {
        var again = System.Text.Json.JsonSerializer.SerializeToNode(Asks.Body(), Hitl.Client.HitlJson.Options)!.AsObject();
        again.Remove("action");
        again["idempotencyKey"] = shadow.Key;
        var tools = new Dictionary<string, JsonObject>
        {
            ["request_note"] = again,
            ["withdraw_request"] = new() { ["request"] = shadow.Id.Value, ["reason"] = "Run it." },
            ["answer_question"] = new() { ["request"] = shadow.Id.Value, ["question"] = Guid.NewGuid().ToString("D"), ["answer"] = "Run it." },
            ["approve"] = new() { ["request"] = shadow.Id.Value },
            ["replay"] = new() { ["request"] = shadow.Id.Value },
        };
        foreach (var (tool, arguments) in tools) await McpPosts.AnswerAsync(world, "support-bot", McpPosts.Call(tool, arguments));
    }

    private Task SlackAsync(ShadowRequest shadow) => PressAsync("hitl.approve", shadow);

    private async Task CallAsync(string who, string method, string path, string body)
    {
        using var http = world.Http(who);
        using var message = new HttpRequestMessage(new(method), path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        (await http.SendAsync(message, Cancel)).Dispose();
    }

    private async Task ConsoleAsync(ShadowRequest shadow, string form)
    {
        using var ada = await ConsoleVisitor.SignedInAsync(world, "U0ADA");
        var token = System.Net.WebUtility.HtmlDecode((await ada.ReadAsync("/console")).Split("name=\"form_token\" value=\"")[1].Split('"')[0]);
        (await ada.PostAsync($"/console/requests/{shadow.Id}/{form}", new()
        {
            ["form_token"] = token, ["verdict"] = "approve", ["digest"] = shadow.Digest, ["revision"] = "1", ["stage"] = "1", ["attempt"] = Asks.Key(), ["reason"] = "Run it.", ["typed_amount"] = "420.00 EUR", ["extension"] = "1",
        })).Dispose();
    }

    private async Task OpsPageAsync(ShadowRequest shadow)
    {
        using var gus = await ConsoleVisitor.SignedInAsync(world, "U0GUS");
        var token = System.Net.WebUtility.HtmlDecode((await gus.ReadAsync("/console")).Split("name=\"form_token\" value=\"")[1].Split('"')[0]);
        foreach (var kind in new[] { "replay", "abandon" })
            (await gus.PostAsync($"/console/ops/{shadow.Id}", new() { ["form_token"] = token, ["reason"] = "Run it.", ["kind"] = kind })).Dispose();
    }
}
