using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Ops;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;
using Hitl.Tests.Gateway;

namespace Hitl.Tests.Console;

/// <summary>Attacks and bad input at the console, CO01–CO13.</summary>
internal static class ConsoleCases
{
    private const string Script = "<script>alert(1)</script><img src=x onerror=alert(2)>";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static IReadOnlyDictionary<string, Func<GatewayWorld, Task>> Rows { get; } = new Dictionary<string, Func<GatewayWorld, Task>>
    {
        ["CO01 no form token"] = world => ForgedAsync(world, _ => { }, null),
        ["CO01 wrong form token"] = world => ForgedAsync(world, fields => fields["form_token"] = "CfDJ8forged", null),
        ["CO01 cross-site form"] = world => CrossSiteAsync(world),
        ["CO01 cookies"] = world => CookiesAsync(world),
        ["CO02 script in agent text"] = world => ScriptAsync(world),
        ["CO02 script in a reason"] = world => ScriptInReasonAsync(world),
        ["CO02 formula in an export"] = world => FormulaAsync(world),
        ["CO03 frames"] = async world => Assert.Contains("frame-ancestors 'none'", await PolicyAsync(world), StringComparison.Ordinal),
        ["CO03 nothing inline"] = async world => Assert.DoesNotContain("unsafe", await PolicyAsync(world), StringComparison.Ordinal),
        ["CO04 a new session at every sign-in"] = world => FixationAsync(world),
        ["CO04 a duty taken away"] = world => DutyAsync(world),
        ["CO05 sign-in too old"] = world => StepUpAsync(world),
        ["CO05 wrong typed amount"] = world => TypedAmountAsync(world),
        ["CO06 no such request"] = world => Status(world, "U0ADA", "/console/requests/req_00000000000000000000000000", 404),
        ["CO06 an id that is none"] = world => Status(world, "U0ADA", "/console/requests/..%2F..%2Fetc", 404),
        ["CO07 a viewer looks at ops"] = world => Status(world, "U0ADA", "/console/ops", 403),
        ["CO07 a viewer reads the audit"] = world => Status(world, "U0ADA", "/console/audit?actor=support-bot", 403),
        ["CO07 a viewer replays"] = world => ReplayAsync(world, "U0ADA", "please", 403),
        ["CO07 ops without a reason"] = world => ReplayAsync(world, "U0GUS", " ", 400),
        ["CO07 finished"] = world => ReplayFinishedAsync(world),
        ["CO08 a rehearsal of what was executed"] = world => RehearsedAsync(world),
        ["CO09 reset before an effect"] = world => ResetAsync(world),
        ["CO12 guessing credentials"] = world => GuessAsync(world),
        ["CO13 a look that never ends"] = world => EndlessLookAsync(world),
        ["CO13 an expired session"] = world => ExpiredAsync(world),
        ["CO10 another host"] = world => ReturnAsync(world, "https://evil.example/"),
        ["CO10 no scheme"] = world => ReturnAsync(world, "//evil.example"),
        ["CO10 backslash"] = world => ReturnAsync(world, "/\\evil.example"),
        ["CO10 line break"] = world => ReturnAsync(world, "/console\r\nLocation: https://evil.example"),
        ["CO10 look-alike path"] = world => ReturnAsync(world, "/consolation"),
        ["CO11 limit"] = world => Audit(world, "limit=-1", "limit.range"),
        ["CO11 range"] = world => Audit(world, "from=2016-01-01&until=2026-01-01", "query.range"),
        ["CO11 pattern"] = world => Audit(world, "regex=(a%2B)%2B%24", "field.unknown"),
        ["CO11 cursor"] = world => Audit(world, "cursor=%27%20or%201=1", "cursor.invalid"),
    };

    private static async Task ForgedAsync(GatewayWorld world, Action<Dictionary<string, string>> forge, string? origin)
    {
        var request = await world.Requests.OpenAsync();
        using var ada = await ConsoleVisitor.SignedInAsync(world, "U0ADA");
        var fields = Fields(request, "approve");
        forge(fields);
        using var answer = await ada.PostAsync($"/console/requests/{request.Id}/decide", fields, origin);
        await Problems.AssertAsync(answer, 400, "csrf");
        Assert.Empty(await world.Get<IStageStore>().DecisionsAsync(request.Id, 1, Cancel));
    }

    private static async Task CrossSiteAsync(GatewayWorld world)
    {
        using var ada = await ConsoleVisitor.SignedInAsync(world, "U0ADA");
        var page = await ada.ReadAsync("/console");
        var token = page.Split("name=\"form_token\" value=\"")[1].Split('"')[0];
        await ForgedAsync(world, fields => fields["form_token"] = WebUtility.HtmlDecode(token), "https://evil.example");
    }

    private static async Task CookiesAsync(GatewayWorld world)
    {
        using var ada = await ConsoleVisitor.SignedInAsync(world, "U0ADA");
        var session = ada.Cookies.GetCookies(world.Address)["hitl-console"]!;
        Assert.True(session.HttpOnly);
        using var page = await ada.GetAsync("/console");
        var form = page.Headers.TryGetValues("Set-Cookie", out var set) ? string.Join(';', set) : "samesite=strict; httponly";
        Assert.Contains("samesite=strict", form, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", form, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task ScriptAsync(GatewayWorld world)
    {
        var request = await world.Requests.OpenAsync(Asks.Body() with { Rationale = Script, Evidence = [Script], Customer = new("<b>c1</b>", "retail") });
        using var ada = await ConsoleVisitor.SignedInAsync(world, "U0ADA");
        var html = await ada.ReadAsync($"/console/requests/{request.Id}");
        Assert.Contains("&lt;script&gt;alert(1)", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b>c1", html, StringComparison.Ordinal);
        Assert.Contains("Text from the agent — not checked", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>c1", await ada.ReadAsync("/console"), StringComparison.Ordinal);
    }

    private static async Task ScriptInReasonAsync(GatewayWorld world)
    {
        var request = await world.Requests.OpenAsync();
        await world.Client("ben").DecideAsync(request.Id.Value, request.Decide("deny", Script), null, Cancel);
        using var hana = await ConsoleVisitor.SignedInAsync(world, "U0HANA");
        Assert.DoesNotContain("<script", await hana.ReadAsync($"/console/requests/{request.Id}"), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script", await hana.ReadAsync($"/console/audit?request={request.Id}"), StringComparison.OrdinalIgnoreCase);
    }

    private static async Task FormulaAsync(GatewayWorld world)
    {
        const string Formula = "=HYPERLINK(\"http://evil.example\")";
        var submitted = await world.Client("support-bot").SubmitAsync(Asks.Body() with { Customer = new(Formula, "retail") }, Asks.Key(), Cancel);
        await using var stream = await world.Client("hana").AuditExportAsync(Hitl.Client.Audit.ExportFormat.Csv, new() { Request = submitted.Request.Id }, Cancel);
        using var reader = new StreamReader(stream);
        var csv = await reader.ReadToEndAsync(Cancel);
        Assert.Contains("'=HYPERLINK", csv, StringComparison.Ordinal);
        Assert.DoesNotContain(",=HYPERLINK", csv, StringComparison.Ordinal);
        Assert.DoesNotContain(",\"=HYPERLINK", csv, StringComparison.Ordinal);
    }

    private static async Task<string> PolicyAsync(GatewayWorld world)
    {
        using var visitor = new ConsoleVisitor(world);
        using var page = await visitor.GetAsync("/console/sign-in");
        return page.Headers.GetValues("Content-Security-Policy").Single();
    }

    private static async Task FixationAsync(GatewayWorld world)
    {
        using var ada = await ConsoleVisitor.SignedInAsync(world, "U0ADA");
        var first = ada.Cookies.GetCookies(world.Address)["hitl-console"]!.Value;
        await ada.SignInAsync("U0BEN");
        Assert.NotEqual(first, ada.Cookies.GetCookies(world.Address)["hitl-console"]!.Value);
        Assert.Contains("Ben Brandt", await ada.ReadAsync("/console"), StringComparison.Ordinal);
    }

    private static async Task DutyAsync(GatewayWorld world)
    {
        using var gus = await ConsoleVisitor.SignedInAsync(world, "U0GUS");
        using var before = await gus.GetAsync("/console/ops");
        await ActivateAsync(world, TestCatalog.Yaml.Replace(", duties: [ops]", "", StringComparison.Ordinal));
        using var after = await gus.GetAsync("/console/ops");
        await ActivateAsync(world, TestCatalog.Yaml.Replace("gateway-tests", "gateway-tests-again", StringComparison.Ordinal));
        Assert.Equal((200, 403), ((int)before.StatusCode, (int)after.StatusCode));
    }

    private static async Task ActivateAsync(GatewayWorld world, string yaml) =>
        await world.Get<ICatalogStore>().ActivateAsync(CatalogParser.Parse(yaml, "test.yaml").Catalog!, "person:test", Cancel);

    private static async Task StepUpAsync(GatewayWorld world)
    {
        var request = await world.Requests.OpenAsync(Asks.Body("payout"));
        using var ada = await ConsoleVisitor.SignedInAsync(world, "U0ADA");
        using (world.Clock.Forward(TimeSpan.FromMinutes(6)))
        {
            using var late = await DecideAsync(ada, request, ("verdict", "approve"), ("reason", "checked"), ("typed_amount", "420.00 EUR"));
            Assert.Equal(403, (int)late.StatusCode);
            Assert.Contains("Sign in to the console again", await late.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        using var fresh = await DecideAsync(ada, request, ("verdict", "approve"), ("reason", "checked"), ("typed_amount", "420.00 EUR"));
        Assert.Single(await world.Get<IStageStore>().DecisionsAsync(request.Id, 1, Cancel));
    }

    private static async Task TypedAmountAsync(GatewayWorld world)
    {
        var request = await world.Requests.OpenAsync(Asks.Body("payout"));
        using var ada = await ConsoleVisitor.SignedInAsync(world, "U0ADA");
        using var wrong = await DecideAsync(ada, request, ("verdict", "approve"), ("reason", "checked"), ("typed_amount", "42.00 EUR"));
        Assert.Equal(400, (int)wrong.StatusCode);
        Assert.Contains("Type 420.00 EUR exactly.", await wrong.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Empty(await world.Get<IStageStore>().DecisionsAsync(request.Id, 1, Cancel));
    }

    private static async Task Status(GatewayWorld world, string user, string path, int status)
    {
        using var visitor = await ConsoleVisitor.SignedInAsync(world, user);
        using var answer = await visitor.GetAsync(path);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    private static async Task ReplayAsync(GatewayWorld world, string user, string reason, int status)
    {
        var request = await ParkedAsync(world);
        using var visitor = await ConsoleVisitor.SignedInAsync(world, user);
        var token = (await visitor.ReadAsync("/console")).Split("name=\"form_token\" value=\"")[1].Split('"')[0];
        using var answer = await visitor.PostAsync(
            $"/console/ops/{request.Id}", new() { ["form_token"] = WebUtility.HtmlDecode(token), ["reason"] = reason, ["kind"] = "replay" });
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.NotNull(await world.Get<IOpsStore>().FindAsync(request.Id, Cancel));
    }

    private static async Task ReplayFinishedAsync(GatewayWorld world)
    {
        var request = await world.Requests.OpenAsync();
        await world.Get<IRequestStore>().MoveAsync(request.Id, RequestState.Expired, "over", [], Cancel);
        using var http = world.Http("gus");
        using var answer = await http.PostAsync(
            $"/v1/ops/requests/{request.Id}/replay", new StringContent("""{"reason":"again"}""", System.Text.Encoding.UTF8, "application/json"), Cancel);
        await Problems.AssertAsync(answer, 409, "ops.not_parked");
    }

    private static async Task RehearsedAsync(GatewayWorld shared)
    {
        await using var worked = await WorkedWorld.StartAsync(shared.Cluster);
        var request = await worked.ExecutedAsync();
        await worked.SendWorkersHomeAsync();
        var before = await worked.CallsAsync();
        Assert.Contains("\"kind\":\"refund\"", before.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        using var viewer = worked.Gateway.Http("ada");
        using var refused = await viewer.PostAsync($"/v1/ops/requests/{request}/rehearse", null, Cancel);
        using var ops = worked.Gateway.Http("gus");
        using var answer = await ops.PostAsync($"/v1/ops/requests/{request}/rehearse", null, Cancel);
        var rehearsal = (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancel))!;
        Assert.Equal((403, 200), ((int)refused.StatusCode, (int)answer.StatusCode));
        Assert.Equal(("true", "0"), (rehearsal["isSame"]!.ToString(), rehearsal["outboundCalls"]!.ToString()));
        Assert.Equal(before, await worked.CallsAsync());
    }

    private static async Task ReturnAsync(GatewayWorld world, string path)
    {
        using var visitor = new ConsoleVisitor(world);
        using var landed = await visitor.SignInAsync("U0ADA", path);
        Assert.Equal(new Uri(world.Address, "/console"), landed.RequestMessage!.RequestUri);
    }

    private static async Task Audit(GatewayWorld world, string query, string code)
    {
        using var http = world.Http("hana");
        using var answer = await http.GetAsync("/v1/audit/events?" + query, Cancel);
        await Problems.AssertAsync(answer, 400, code);
    }

    private static Task<HttpResponseMessage> DecideAsync(ConsoleVisitor visitor, OpenRequest request, params (string Name, string Value)[] typed) =>
        visitor.SubmitAsync($"/console/requests/{request.Id}", $"/console/requests/{request.Id}/decide", typed);

    private static Dictionary<string, string> Fields(OpenRequest request, string verdict) => new()
    {
        ["verdict"] = verdict, ["digest"] = request.Stored.Digest!, ["revision"] = "1", ["stage"] = "1", ["attempt"] = Asks.Key(),
    };

    private static async Task ResetAsync(GatewayWorld world)
    {
        var request = await world.Requests.OpenAsync();
        await world.Get<IRequestStore>().MoveAsync(request.Id, RequestState.Approved, "approved", [], Cancel);
        var consent = request.Stored.Evaluation!.Consent!;
        await world.Get<IGrantStore>().IssueAsync(new(request.Id, 1, request.Stored.Digest!, []), new() { Kind = LedgerKinds.GrantIssued, By = "system:test", Summary = "Granted." }, Cancel);
        await world.Get<IEffectStore>().IntendAsync(
            new(request.Id, 1, consent.Saga.Steps[0].Name, false), "key-1", new string('a', 64), new() { Kind = LedgerKinds.EffectIntended, By = "system:test", Summary = "Intended." }, Cancel);
        using var http = world.Http("gus");
        using var answer = await http.PostAsync($"/v1/ops/requests/{request.Id}/reset", new StringContent("""{"reason":"start over"}""", System.Text.Encoding.UTF8, "application/json"), Cancel);
        var problem = await Problems.AssertAsync(answer, 409, "ops.reset_would_repeat_effect");
        Assert.Contains("refund-payment", problem["detail"]!.ToString(), StringComparison.Ordinal);
    }

    private static async Task GuessAsync(GatewayWorld shared)
    {
        await using var world = new GatewayWorld(shared.Cluster);
        await world.InitializeAsync();
        async Task<int> TryAsync(string key)
        {
            using var http = world.Http(null);
            http.DefaultRequestHeaders.Authorization = new("Bearer", key);
            using var answer = await http.GetAsync("/v1/whoami", Cancel);
            return (int)answer.StatusCode;
        }

        for (var guess = 0; guess < 29; guess++) Assert.Equal(401, await TryAsync("hitl_" + Guid.NewGuid().ToString("N") + guess));
        await TryAsync("hitl_" + new string('x', 40));
        Assert.Equal(429, await TryAsync(world.Key("hana")));
        using (world.Clock.Forward(TimeSpan.FromSeconds(31))) Assert.Equal(200, await TryAsync(world.Key("hana")));
    }

    private static async Task EndlessLookAsync(GatewayWorld world)
    {
        var request = await world.Requests.OpenAsync();
        using var http = world.Http("ada");
        using var answer = await http.GetAsync($"/v1/requests/{request.Id}?wait=61s", Cancel);
        await Problems.AssertAsync(answer, 400, "wait.range");
    }

    private static async Task ExpiredAsync(GatewayWorld world)
    {
        using var ada = await ConsoleVisitor.SignedInAsync(world, "U0ADA");
        using var later = world.Clock.Forward(TimeSpan.FromHours(9));
        using var page = await ada.GetAsync("/console");
        Assert.DoesNotContain("Ada Adeyemi", await page.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    internal static async Task<OpenRequest> ParkedAsync(GatewayWorld world)
    {
        var request = await world.Requests.OpenAsync();
        var parked = new ParkedStep(request.Id, "refund-payment", false, "The target does not answer.", "operations", world.Clock.GetUtcNow());
        await world.Get<IRequestStore>().MoveAsync(request.Id, RequestState.Approved, "approved", [], Cancel);
        await world.Get<IOpsStore>().ParkAsync(parked, [], Cancel);
        return request;
    }
}
