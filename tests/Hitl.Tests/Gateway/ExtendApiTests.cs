using Hitl.Cli;
using Hitl.Client.Problems;
using Hitl.Client.Requests;
using Hitl.Escalations.Stages;
using Hitl.Tests.Console;

namespace Hitl.Tests.Gateway;

/// <summary>Waiting longer without Slack: API, client, console page and command line obey the rules of the button on the card.</summary>
[Collection(GatewayCollection.Name)]
public sealed class ExtendApiTests(GatewayWorld world)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stage_waits_longer_and_the_same_extension_asked_for_twice_counts_once()
    {
        var request = await world.Requests.OpenAsync(Asks.Body("patient"));
        var ada = world.Client("ada");

        var first = await ada.ExtendAsync(request.Id.Value, Body(request, 1), Cancel);
        var again = await ada.ExtendAsync(request.Id.Value, Body(request, 1), Cancel);
        var second = await world.Client("ben").ExtendAsync(request.Id.Value, Body(request, 2), Cancel);

        Assert.Equal(new StageExtensionView(TimeSpan.FromMinutes(30), 2, 1), first.Stages[0].Extension);
        Assert.Equal(first.Stages[0].Deadline, again.Stages[0].Deadline);
        Assert.Equal((2, TimeSpan.FromHours(1)), (second.Stages[0].Extension!.Used, second.Stages[0].Deadline - request.Stage.Deadline));
        Assert.Equal(["person:ada console", "person:ben console"], (await RowsAsync(request)).Select(row => $"{row.By} {row.Body["door"]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task No_oftener_than_the_catalog_says_and_not_where_it_does_not_let_it()
    {
        var patient = await world.Requests.OpenAsync(Asks.Body("patient"));
        var plain = await world.Requests.OpenAsync();
        var ada = world.Client("ada");
        foreach (var extension in new[] { 1, 2 }) await ada.ExtendAsync(patient.Id.Value, Body(patient, extension), Cancel);

        var third = await RefusedAsync("ada", patient, Body(patient, 3));
        var never = await RefusedAsync("ada", plain, Body(plain, 1));
        var zeroth = await RefusedAsync("ada", patient, Body(patient, 0));

        Assert.Equal(("stage.extensions_used_up", 409), (third.Code, third.Status));
        Assert.Equal(("stage.not_extendable", 409), (never.Code, never.Status));
        Assert.Equal(("field.type", "extension"), (zeroth.Code, zeroth.Problem.Field));
    }

    [Theory]
    [InlineData("chidi", "approver.not_allowed", 403)]
    [InlineData("dana", "approver.conflict", 403)]
    public async Task Whoever_may_not_decide_may_not_make_it_wait(string person, string code, int status)
    {
        var request = await world.Requests.OpenAsync(Asks.Body("patient"));

        var refused = await RefusedAsync(person, request, Body(request, 1));

        Assert.Equal((code, status), (refused.Code, refused.Status));
        Assert.Equal(0, (await world.Get<IStageStore>().FindAsync(request.Stage.Key, Cancel))!.Extended);
    }

    [Fact]
    public async Task What_was_decided_or_shown_otherwise_is_not_extended()
    {
        var request = await world.Requests.OpenAsync(Asks.Body("patient"));
        var shown = Body(request, 1);

        var other = await RefusedAsync("ada", request, shown with { Digest = new string('a', 64) });
        var skipped = await RefusedAsync("ada", request, shown with { Extension = 2 });
        await world.Client("ada").DecideAsync(request.Id.Value, request.Decide("deny", "Signed for."), null, Cancel);
        var late = await RefusedAsync("ben", request, shown);

        Assert.Equal(("decision.token_invalid", "stage.moved", "request.closed"), (other.Code, skipped.Code, late.Code));
    }

    [Fact]
    public async Task The_console_page_offers_it_to_whoever_is_asked_as_often_as_there_is_an_extension_left()
    {
        var request = await world.Requests.OpenAsync(Asks.Body("patient"));
        var (page, action) = ($"/console/requests/{request.Id}", $"/console/requests/{request.Id}/extend");
        using var ada = await ConsoleVisitor.SignedInAsync(world, "U0ADA");
        using var chidi = await ConsoleVisitor.SignedInAsync(world, "U0CHIDI");

        using var first = await ada.SubmitAsync(page, action);
        using var second = await ada.SubmitAsync(page, action);
        using var third = await ada.SubmitAsync(page, action);

        Assert.Equal((200, 200, 409), ((int)first.StatusCode, (int)second.StatusCode, (int)third.StatusCode));
        Assert.DoesNotContain("minutes longer", await second.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Contains("Extended 2 of 2 times", await second.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Contains("admits no more", await third.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.DoesNotContain("/extend", await chidi.ReadAsync(page), StringComparison.Ordinal);
        Assert.Equal(2, (await world.Get<IStageStore>().FindAsync(request.Stage.Key, Cancel))!.Extended);
    }

    [Fact]
    public async Task The_command_line_extends_what_is_open_and_says_until_when()
    {
        var request = await world.Requests.OpenAsync(Asks.Body("patient"));
        var plain = await world.Requests.OpenAsync();

        var extended = await HitlAsync("ada", "requests", "extend", request.Id.Value);
        var never = await HitlAsync("ada", "requests", "extend", plain.Id.Value);
        await world.Client("ada").DecideAsync(request.Id.Value, request.Decide("deny", "Signed for."), null, Cancel);
        var ended = await HitlAsync("ada", "requests", "extend", request.Id.Value);

        Assert.Equal(CliExit.Ok, extended.Code);
        Assert.Contains("extended 1 of 2 times", extended.Output, StringComparison.Ordinal);
        Assert.Equal((CliExit.Refused, CliExit.Refused), (never.Code, ended.Code));
        Assert.Contains("stage.not_extendable", never.Output, StringComparison.Ordinal);
        Assert.Contains("stage.none_open", ended.Output, StringComparison.Ordinal);
    }

    private static ExtendBody Body(OpenRequest request, int extension) => new() { Digest = request.Stored.Digest!, Revision = 1, Stage = 1, Extension = extension };

    private Task<HitlApiException> RefusedAsync(string person, OpenRequest request, ExtendBody body) =>
        Assert.ThrowsAsync<HitlApiException>(() => world.Client(person).ExtendAsync(request.Id.Value, body, Cancel));

    private async Task<IReadOnlyList<Hitl.Client.Audit.LedgerRow>> RowsAsync(OpenRequest request) =>
        (await world.Client("hana").AuditEventsAsync(new() { Request = request.Id.Value, Kind = "stage.extended" }, Cancel)).Items;

    private async Task<(int Code, string Output)> HitlAsync(string person, params string[] arguments)
    {
        using var output = new StringWriter();
        var code = await HitlCommandLine.RunAsync(arguments, output, output, new(world.Address, world.Key(person), null), Cancel);
        return (code, output.ToString());
    }
}
