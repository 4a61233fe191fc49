using Hitl.Escalations.Decisions;
using Hitl.Escalations.Stages;
using Hitl.Tests.Gateway;

namespace Hitl.Tests.Console;

[Collection(GatewayCollection.Name)]
public sealed class ConsoleTests(GatewayWorld world)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Rows() => [.. ConsoleCases.Rows.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public Task Attack_or_bad_input_is_refused_as_documented(string row) => ConsoleCases.Rows[row](world);

    [Fact]
    public void Every_case_has_a_row()
    {
        var cases = Enumerable.Range(1, 13).Select(number => $"CO{number:00}");

        var covered = ConsoleCases.Rows.Keys.Select(row => row[..4]).Distinct();

        Assert.Equal(cases, covered.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_person_decides_in_the_console_as_themselves()
    {
        var request = await world.Requests.OpenAsync();
        using var ada = await ConsoleVisitor.SignedInAsync(world, "U0ADA");

        var listed = await ada.ReadAsync("/console");
        using var decided = await ada.SubmitAsync($"/console/requests/{request.Id}", $"/console/requests/{request.Id}/decide", ("verdict", "deny"), ("reason", "Signed for."));

        Assert.Contains(request.Id.Value, listed, StringComparison.Ordinal);
        Assert.Equal(200, (int)decided.StatusCode);
        var decision = Assert.Single(await world.Get<IStageStore>().DecisionsAsync(request.Id, 1, Cancel));
        Assert.Equal(("ada", Verdict.Deny, Door.Console), (decision.Person.Value, decision.Verdict, decision.Door));
    }

    [Fact]
    public async Task Ops_replay_a_parked_request_with_a_reason()
    {
        var request = await ConsoleCases.ParkedAsync(world);
        using var gus = await ConsoleVisitor.SignedInAsync(world, "U0GUS");

        using var replayed = await gus.SubmitAsync("/console/ops", $"/console/ops/{request.Id}", ("kind", "replay"), ("reason", "the target is back"));
        var timeline = await world.Client("gus").TimelineAsync(request.Id.Value, Cancel);

        Assert.Equal(200, (int)replayed.StatusCode);
        Assert.Contains(timeline.Entries, row => row.Kind == "ops.intervened" && row.By == "person:gus" && row.Summary.Contains("the target is back", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Somebody_the_catalog_does_not_name_is_told_so_and_not_let_in()
    {
        using var emil = new ConsoleVisitor(world);

        using var landed = await emil.SignInAsync("U0EMIL");

        Assert.Contains("not linked to a person of the catalog", await landed.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Null(emil.Cookies.GetCookies(world.Address)["hitl-console"]);
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        using var ada = await ConsoleVisitor.SignedInAsync(world, "U0ADA");

        using var left = await ada.SubmitAsync("/console", "/console/sign-out");
        using var after = await ada.GetAsync("/console");

        Assert.Equal("/console/sign-in", after.RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task The_audit_page_finds_what_happened_to_a_request()
    {
        var request = await world.Requests.OpenAsync();
        using var hana = await ConsoleVisitor.SignedInAsync(world, "U0HANA");

        var page = await hana.ReadAsync($"/console/audit?request={request.Id}");

        Assert.Contains("request.received", page, StringComparison.Ordinal);
        Assert.Contains("support-bot asked for note of 420.00 EUR", page, StringComparison.Ordinal);
    }
}
