using Hitl.Cli;
using Hitl.Client.Audit;

namespace Hitl.Tests.Gateway;

/// <summary>The ledger asked by agent, approver, customer, action, outcome, time and amount; and what a customer may be told.</summary>
[Collection(GatewayCollection.Name)]
public sealed class AuditQueryTests(GatewayWorld world)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_filter_finds_the_request_it_fits_and_not_the_other()
    {
        var customer = Guid.NewGuid().ToString("N");
        var large = await world.Requests.OpenAsync(Asks.Body(amount: 41_900) with { Customer = new(customer, "retail") });
        var small = await world.Requests.OpenAsync(Asks.Body(amount: 41_800) with { Customer = new(customer, "retail") });
        await world.Client("ada").DecideAsync(large.Id.Value, large.Decide("deny", "no receipt"), null, Cancel);
        await world.Client("ben").DecideAsync(small.Id.Value, small.Decide("deny", "no receipt either"), null, Cancel);
        var all = new LedgerQuery { Customer = customer, Limit = 200 };

        foreach (var (query, finds) in new[]
        {
            (all with { Approver = "ada" }, large), (all with { Approver = "ben" }, small), (all with { AmountFrom = 41_900, Currency = "EUR" }, large), (all with { AmountTo = 41_899 }, small),
        })
        {
            var found = (await world.Client("hana").AuditEventsAsync(query, Cancel)).Items.Select(row => row.Request).Distinct();
            Assert.Equal([finds.Id.Value], found);
        }

        Assert.Empty((await world.Client("hana").AuditEventsAsync(all with { Outcome = "executed" }, Cancel)).Items);
        Assert.Empty((await world.Client("hana").AuditEventsAsync(all with { Action = "refund" }, Cancel)).Items);
        Assert.Equal(2, (await world.Client("hana").AuditEventsAsync(all with { Action = "note", Outcome = "deciding" }, Cancel)).Items.Select(row => row.Request).Distinct().Count());
        Assert.Empty((await world.Client("hana").AuditEventsAsync(all with { Currency = "USD" }, Cancel)).Items);
    }

    [Fact]
    public async Task The_command_line_queries_page_by_page()
    {
        var request = await world.Requests.OpenAsync();
        await world.Client("ada").DecideAsync(request.Id.Value, request.Decide("approve"), null, Cancel);

        var (exit, first) = await RunAsync("audit", "query", "--request", request.Id.Value, "--limit", "1");
        var cursor = first.Split("--cursor ")[1].Trim();
        var (_, second) = await RunAsync("audit", "query", "--request", request.Id.Value, "--limit", "1", "--cursor", cursor);

        Assert.Equal(CliExit.Ok, exit);
        Assert.Contains("request.received", first, StringComparison.Ordinal);
        Assert.DoesNotContain("request.received", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_customer_is_told_what_why_and_by_which_role_and_no_names()
    {
        var request = await world.Requests.OpenAsync();
        await world.Client("ada").DecideAsync(request.Id.Value, request.Decide("deny", "the photo shows another parcel"), null, Cancel);
        await world.Get<Hitl.Escalations.Requests.IRequestStore>().MoveAsync(request.Id, Hitl.Escalations.Requests.RequestState.Denied, "denied by ada", [], Cancel);

        var (exit, told) = await RunAsync("audit", "explain", request.Id.Value);

        Assert.Equal(CliExit.Ok, exit);
        Assert.Contains("It was declined, and nothing was done.", told, StringComparison.Ordinal);
        Assert.Matches("A person with the role desk declined on [0-9-]+ at [0-9:]+ UTC", told);
        Assert.Contains("quote the reference", told, StringComparison.Ordinal);
        Assert.DoesNotContain("ada", told, StringComparison.Ordinal);
        Assert.DoesNotContain("parcel", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_way_of_reading_leaves_a_row()
    {
        var request = await world.Requests.OpenAsync();
        var hana = world.Client("hana");
        var before = await ReadsAsync();

        await hana.AuditVerifyAsync(Cancel);
        await hana.AuditExplainAsync(request.Id.Value, Cancel);
        await hana.AuditRequestAsync(request.Id.Value, Cancel);
        await (await hana.AuditExportAsync(ExportFormat.Csv, new() { Request = request.Id.Value }, Cancel)).DisposeAsync();

        // And each count itself is a reading, which leaves one more.
        Assert.Equal(before + 5, await ReadsAsync());
    }

    [Theory]
    [InlineData("amountFrom=1.5", "money.invalid")]
    [InlineData("amountTo=-1", "money.invalid")]
    [InlineData("outcom=executed", "field.unknown")]
    public async Task A_filter_that_cannot_be_read_is_refused_by_name(string query, string code)
    {
        using var http = world.Http("hana");

        await Problems.AssertAsync(await http.GetAsync("/v1/audit/events?" + query, Cancel), 400, code);
    }

    [Fact]
    public async Task CL07_Nothing_expires_without_confirmation_and_a_hold_is_shown_in_the_plan()
    {
        var (unconfirmed, words) = await RunAsync("retention", "apply");
        var (held, plan) = await RunAsync("retention", "hold", "customer", "c-9", "--reason", "lawsuit 9");
        var (applied, nothing) = await RunAsync("retention", "apply", "--confirm");
        var (released, _) = await RunAsync("retention", "release", plan.Split('(', ')')[^2]);

        Assert.Equal((CliExit.BadInput, CliExit.Ok, CliExit.Ok, CliExit.Ok), (unconfirmed, held, applied, released));
        Assert.StartsWith("retention.unconfirmed", words, StringComparison.Ordinal);
        Assert.Contains("trail is kept 2557 days", plan, StringComparison.Ordinal);
        Assert.Contains("held: customer c-9 by person:hana", plan, StringComparison.Ordinal);
        Assert.Contains("Nothing is over its days.", nothing, StringComparison.Ordinal);
    }

    private async Task<int> ReadsAsync()
    {
        var (count, cursor) = (0, (string?)null);
        do
        {
            var page = await world.Client("hana").AuditEventsAsync(new() { Kind = "ledger.read", Limit = 200, Cursor = cursor }, Cancel);
            (count, cursor) = (count + page.Items.Count, page.Next);
        }
        while (cursor is not null);
        return count;
    }

    private async Task<(int Exit, string Output)> RunAsync(params string[] arguments)
    {
        var output = new StringWriter();
        var exit = await HitlCommandLine.RunAsync(arguments, output, output, new(world.Address, world.Key("hana"), null), Cancel);
        return (exit, output.ToString());
    }
}
