using System.Text.Json.Nodes;
using Hitl.Client.Audit;
using Hitl.Client.Catalogs;
using Hitl.Client.Problems;

namespace Hitl.Tests.Gateway;

[Collection(GatewayCollection.Name)]
public sealed class ReadingApiTests(GatewayWorld world)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_catalog_prints_as_one_list()
    {
        var catalog = await world.Client("support-bot").CatalogAsync(Cancel);

        Assert.Equal(["batch", "both", "note", "patient", "payout", "points", "refund", "retired", "solo"], catalog.Actions.Select(action => action.Name));
        Assert.Equal(("high", "refuse"), (catalog.Actions[4].Risk, catalog.Actions[4].Gap));
        Assert.Equal(["ada", "ben"], catalog.Roles.Single(role => role.Id == "desk").Members);
    }

    [Fact]
    public async Task A_check_names_every_problem_and_stores_nothing()
    {
        var broken = await world.Client("chidi").CheckCatalogAsync(TestCatalog.Yaml.Replace("risk: high", "risk: hihg", StringComparison.Ordinal), "mine.yaml", Cancel);
        var whole = await world.Client("chidi").CheckCatalogAsync(TestCatalog.Yaml, cancel: Cancel);

        Assert.False(broken.IsValid);
        Assert.All(broken.Problems, problem => Assert.True(problem is { File: "mine.yaml", Line: > 0, Column: > 0 }));
        Assert.True(whole is { IsValid: true, Digest.Length: 64 });
    }

    [Fact]
    public async Task An_explanation_names_the_rule_and_whom_it_would_ask()
    {
        var body = new ExplainBody { Action = "refund", Customer = new("c-1", "retail"), Channel = "chat", Amount = 100, Currency = "EUR", Parameters = new() { ["charge"] = "ch_1" } };

        var agents = await world.Client("support-bot").ExplainAsync(body, Cancel);
        var persons = await Assert.ThrowsAsync<HitlApiException>(() => world.Client("chidi").ExplainAsync(body, Cancel));

        Assert.Equal(("ask", "refunds", "medium"), (agents.Evaluation.Outcome, agents.Evaluation.Rule, agents.Evaluation.Risk));
        Assert.Equal(["ada", "ben"], agents.Path!.Stages.Single().Asked.Select(asked => asked.Person));
        Assert.Equal(("field.required", "actor"), (persons.Code, persons.Problem.Field));
    }

    [Fact]
    public async Task Reading_the_ledger_is_itself_a_row()
    {
        var submitted = await world.Client("support-bot").SubmitAsync(Asks.Body(), Asks.Key(), Cancel);
        var auditor = world.Client("hana");

        var trail = await auditor.AuditRequestAsync(submitted.Request.Id, Cancel);
        var reads = await auditor.AuditEventsAsync(new() { Kind = "ledger.read", Person = "hana", Limit = 200 }, Cancel);

        Assert.Contains(trail.Entries, row => row is { Kind: "request.received", Leaf.Length: 64 });
        Assert.Contains(reads.Items, row => row.Body["read"]?.GetValue<string>() == submitted.Request.Id);
    }

    [Fact]
    public async Task An_export_has_one_json_object_per_line()
    {
        var submitted = await world.Client("support-bot").SubmitAsync(Asks.Body(), Asks.Key(), Cancel);

        await using var stream = await world.Client("hana").AuditExportAsync(ExportFormat.JsonLines, new() { Request = submitted.Request.Id }, Cancel);
        using var reader = new StreamReader(stream);
        var lines = (await reader.ReadToEndAsync(Cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.NotEmpty(lines);
        Assert.Contains(lines, line => JsonNode.Parse(line)!.ToJsonString().Contains("request.received", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_verification_counts_what_it_checked()
    {
        await world.Client("support-bot").SubmitAsync(Asks.Body(), Asks.Key(), Cancel);

        var verified = await world.Client("hana").AuditVerifyAsync(Cancel);

        Assert.True(verified.Unsealed + verified.Rows > 0);
    }

    [Fact]
    public async Task The_API_describes_itself()
    {
        using var http = world.Http(null);

        var document = JsonNode.Parse(await http.GetStringAsync("/openapi/v1.json", Cancel))!;

        var paths = document["paths"]!.AsObject().Select(path => path.Key).ToList();
        Assert.Contains("/v1/requests/{id}/decisions", paths);
        Assert.Contains("/v1/requests/{id}/extensions", paths);
        Assert.DoesNotContain(paths, path => path.StartsWith("/slack", StringComparison.Ordinal) || path.StartsWith("/console", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/health/live", "live")]
    [InlineData("/health/ready", "ready")]
    public async Task Health_says_so_in_one_word(string path, string status)
    {
        using var http = world.Http(null);

        Assert.Equal(status, JsonNode.Parse(await http.GetStringAsync(path, Cancel))!["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Unknown_paths_and_methods_are_refused_in_the_usual_shape()
    {
        using var http = world.Http("support-bot");

        await Problems.AssertAsync(await http.GetAsync("/v1/nothing", Cancel), 404, "route.not_found");
        await Problems.AssertAsync(await http.DeleteAsync("/v1/requests", Cancel), 405, "route.method");
    }
}
