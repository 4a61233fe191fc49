using Hitl.Cli;
using Hitl.Client.Catalogs;
using Hitl.Client.Problems;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Gateway.Decisions;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Evaluation;

namespace Hitl.Tests.Gateway;

[Collection(GatewayCollection.Name)]
public sealed class CatalogApiTests(GatewayWorld world)
{
    private static readonly string Wider = TestCatalog.Yaml.Replace("rules: [{ id: notes, effect: ask, path: desk }]", "rules: [{ id: notes, effect: allow, actors: [support-bot], amounts: [{ to: 5.00 EUR }] }]", StringComparison.Ordinal);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_proposed_version_is_kept_compared_and_tried_and_changes_nothing_before_it_is_signed()
    {
        var dana = world.Client("dana");
        var before = (await dana.CatalogAsync(Cancel)).Digest;

        var proposed = await dana.ProposeCatalogAsync(new([new("shop.yaml", Wider)]), "Small notes need nobody.", Cancel);
        var version = Assert.Single((await dana.CatalogHistoryAsync(Cancel)).Versions, v => v.Digest == proposed.Digest);
        var diff = await dana.DiffCatalogAsync(proposed.Digest![..12], Cancel);
        var simulation = await dana.SimulateCatalogAsync(proposed.Digest[..12], 1, Cancel);

        Assert.Equal(("dana", "Small notes need nobody.", false, null), (version.Author, version.Reason, version.IsActive, version.ActivatedAt));
        Assert.Contains("support-bot may do more in note: with people becomes alone", diff.Gains);
        Assert.Contains(diff.Lines, line => line.Contains("how now alone, was when people of path desk agree", StringComparison.Ordinal));
        Assert.Contains(simulation.Boundaries.Lines, line => line is { Action: "note", Actor: "support-bot", Before: "ask", After: "allowed", IsGain: true });
        Assert.Equal(before, (await dana.CatalogAsync(Cancel)).Digest);
    }

    [Fact]
    public async Task What_cannot_be_done_is_refused_in_plain_words()
    {
        var dana = world.Client("dana");
        var proposed = await dana.ProposeCatalogAsync(new([new("shop.yaml", Wider)]), "Small notes need nobody.", Cancel);

        async Task<string> CodeAsync(Func<Task> call) => (await Assert.ThrowsAsync<HitlApiException>(call)).Code;

        Assert.Equal("catalog.no_sign_off", await CodeAsync(() => dana.ActivateCatalogAsync(proposed.Digest!, "Now.", Cancel)));
        Assert.Equal("catalog.version_unknown", await CodeAsync(() => dana.DiffCatalogAsync("ffffffff", Cancel)));
        Assert.Equal("catalog.version_unknown", await CodeAsync(() => dana.DiffCatalogAsync(proposed.Digest![..5], Cancel)));
        Assert.Equal("days.range", await CodeAsync(() => dana.SimulateCatalogAsync(proposed.Digest!, 500, Cancel)));
        Assert.Equal("field.required", await CodeAsync(() => dana.ProposeCatalogAsync(new([new("shop.yaml", Wider)]), " ", Cancel)));
        Assert.Equal("field.required", await CodeAsync(() => dana.ActivateCatalogAsync(proposed.Digest!, "", Cancel)));
        Assert.Equal("auth.role", await CodeAsync(() => world.Client("chidi").ProposeCatalogAsync(new([new("shop.yaml", Wider)]), "Mine.", Cancel)));
        Assert.False((await dana.ProposeCatalogAsync(new([new("a.yaml", "catalog: x"), new("b.yaml", "catalog: y")]), "Broken.", Cancel)).IsValid);
    }

    [Fact]
    public async Task Errors_come_with_the_line_and_a_caret_and_what_was_expected()
    {
        var check = await world.Client("chidi").CheckCatalogAsync(new CatalogFilesBody([new("people.yaml", TestCatalog.Yaml.Replace("risk: high", "risk: hihg", StringComparison.Ordinal))]), Cancel);

        var problem = Assert.Single(check.Problems);
        Assert.Equal(("people.yaml", "high"), (problem.File, problem.Expected));
        Assert.EndsWith("^", problem.Excerpt, StringComparison.Ordinal);
        Assert.Contains("risk: hihg", problem.Excerpt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("table", "catalog gateway-tests")]
    [InlineData("markdown", "| ACTOR | ACTION | RULE |")]
    [InlineData("csv", "\"(everyone)\",\"note\",\"notes\",\"with people\",\"any\",\"'-\",\"1 of desk\",\"'-\",\"low\",\"reversible\"")]
    [InlineData("json", "\"rule\":\"notes\"")]
    public async Task The_scope_prints_in_each_form(string format, string says)
    {
        using var output = new StringWriter();

        var exit = await HitlCommandLine.RunAsync(["scope", "--action", "note", "--format", format], output, output, new(world.Address, world.Key("chidi"), null), Cancel);

        Assert.True(exit == CliExit.Ok, output.ToString());
        Assert.Contains(says, output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("payout", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_that_asks_for_what_no_catalog_knows_is_refused_and_the_gap_is_listed()
    {
        var action = "teleport-" + Asks.Key()[..8];

        var refused = await Assert.ThrowsAsync<HitlApiException>(() => world.Client("billing-bot").SubmitAsync(Asks.Body(action), Asks.Key(), Cancel));
        await Assert.ThrowsAsync<HitlApiException>(() => world.Client("billing-bot").SubmitAsync(Asks.Body(action), Asks.Key(), Cancel));
        var gap = Assert.Single((await world.Client("dana").GapsAsync(1, Cancel)).Lines, line => line.Action == action);
        var (_, printed) = await RunAsync("catalog", "gaps", "--days", "1");

        Assert.Equal((404, "action.unknown"), (refused.Status, refused.Code));
        Assert.Equal(("billing-bot", 2L, null, $"Refused: the catalog has no action {action}."), (gap.Actor, gap.Count, gap.Last, gap.Sentence));
        Assert.Contains(action, printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Samples_are_listed_with_the_draw_that_anybody_can_repeat()
    {
        var submitted = await world.Client("support-bot").SubmitAsync(Asks.Body(), Asks.Key(), Cancel);
        var id = new RequestId(submitted.Request.Id);
        var request = (await world.Get<IRequestStore>().FindAsync(id, Cancel))!.Request;
        var draw = Sampling.Draw("gateway-tests", 10_000, id);
        var catalog = (await world.Get<ICatalogStore>().FindAsync(request.CatalogDigest, Cancel))!;
        await world.Get<IRequestStore>().RecordEvaluationAsync(id, CatalogEvaluator.Evaluate(catalog, request) with { Outcome = EvaluationOutcome.Allowed, Sample = draw }, new string('a', 64), RequestState.Approved, [], Cancel);

        var samples = await world.Client("chidi").SamplesAsync(1, Cancel);
        var (exit, printed) = await RunAsync("samples", "list", "--days", "1");

        var line = Assert.Single(samples.Lines, line => line.Request == id.Value);
        Assert.Equal(("support-bot", "2.1", "note", "420.00 EUR", 10_000, draw.Draw, "gateway-tests"), (line.Actor, line.AgentVersion, line.Action, line.AmountText, line.ShareInHundredths, line.Draw, line.Seed));
        Assert.Contains(samples.Shares, share => share is { Action: "note", ShareInHundredths: 10_000 } && share.Chosen == share.Drawn);
        Assert.Equal(CliExit.Ok, exit);
        Assert.Contains(id.Value, printed, StringComparison.Ordinal);
        Assert.Contains("note: ", printed, StringComparison.Ordinal);
        Assert.Equal("days.range", (await Assert.ThrowsAsync<HitlApiException>(() => world.Client("chidi").SamplesAsync(-1, Cancel))).Code);
    }

    [Theory]
    [InlineData("template.yaml")]
    [InlineData("sample")]
    [InlineData("demo.yaml")]
    public async Task What_ships_is_accepted_by_the_command_that_checks_it(string catalog)
    {
        var (exit, printed) = await RunAsync("catalog", "check", Path.Combine(Hitl.Tests.Architecture.RepositoryFiles.Root, "deploy", "catalog", catalog));

        Assert.True(exit == CliExit.Ok, printed);
        Assert.Contains("is valid; digest", printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gaps")]
    [InlineData("review")]
    [InlineData("canaries")]
    [InlineData("history")]
    public async Task Each_report_prints(string report)
    {
        using var output = new StringWriter();

        Assert.Equal(CliExit.Ok, await HitlCommandLine.RunAsync(["catalog", report], output, output, new(world.Address, world.Key("chidi"), null), Cancel));
        Assert.NotEmpty(output.ToString());
    }

    [Theory]
    [InlineData(Door.Slack)]
    [InlineData(Door.Console)]
    public async Task Even_a_genuine_token_decides_nothing_about_a_shadow(Door door)
    {
        var submitted = await world.Client("support-bot").SubmitAsync(Asks.Body(), Asks.Key(), Cancel);
        var id = new RequestId(submitted.Request.Id);
        var requests = world.Get<IRequestStore>();
        var request = (await requests.FindAsync(id, Cancel))!.Request;
        var catalog = (await world.Get<ICatalogStore>().FindAsync(request.CatalogDigest, Cancel))!;
        var evaluation = CatalogEvaluator.Evaluate(catalog with { Actors = catalog.Actors.ToDictionary(pair => pair.Key, pair => pair.Value with { IsShadow = true }) }, request);
        await requests.RecordEvaluationAsync(id, evaluation, null, RequestState.Shadowed, [], Cancel);
        var stage = evaluation.Shadow!.WouldShow!.Path!.Stages[0];
        var entry = new LedgerEntry { Kind = LedgerKinds.StageSkipped, Request = id, By = "system:test", Summary = "Shown." };
        await world.Get<IShadowCards>().ShowAsync(id, stage, [new(new("ada"), null, "is a member of desk")], entry, Cancel);
        var token = new CardToken(new(id, 1, 1), Hitl.Escalations.Consent.ConsentDigest.Of(evaluation.Shadow.WouldShow)[..CardToken.DigestLength], world.Clock.GetUtcNow().AddHours(1));

        var answer = await world.Get<DecisionDesk>().DecideAsync(
            new() { Person = new("ada"), Verdict = Verdict.Approve, Reason = "Run it.", Door = door, Token = token, DeliveryId = Guid.NewGuid().ToString("N"), SignedInAt = world.Clock.GetUtcNow() }, Cancel);

        Assert.Null(answer.Recorded);
        Assert.Equal(DecisionRefusals.TokenInvalid, answer.Refusal!.Code);
        Assert.Equal(RequestState.Shadowed, (await requests.FindAsync(id, Cancel))!.State);
    }

    private async Task<(int Exit, string Printed)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        var exit = await HitlCommandLine.RunAsync(arguments, output, output, new(world.Address, world.Key("chidi"), null), Cancel);
        return (exit, output.ToString());
    }
}
