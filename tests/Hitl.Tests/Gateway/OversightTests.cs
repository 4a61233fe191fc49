using Hitl.Client.Oversight;
using Hitl.Tests.Console;

namespace Hitl.Tests.Gateway;

[Collection(GatewayCollection.Name)]
public sealed class OversightTests(GatewayWorld world)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Time_from_card_visible_to_decision_and_the_rates_are_kept_per_person_and_action()
    {
        var before = await RowAsync("hana", "ben", "refund");
        var approved = await world.Requests.OpenAsync(Asks.Body("refund"));
        var denied = await world.Requests.OpenAsync(Asks.Body("refund"));
        var edited = await world.Requests.OpenAsync(Asks.Body("refund"));

        await world.Client("ben").DecideAsync(approved.Id.Value, approved.Decide("approve", "The photos match."), null, Cancel);
        await world.Client("ben").DecideAsync(denied.Id.Value, denied.Decide("deny", "Signed for."), null, Cancel);
        await world.Slack.ClickAsync("U0BEN", edited, "edit", click => click["wait_for"] = "view");
        await world.Slack.SubmitAsync("U0BEN", "Half of it.", values: new() { ["hitl.amount"] = "210.00 EUR" });
        var row = await RowAsync("hana", "ben", "refund");

        Assert.Equal(
            (3, 3, 1, 1, 1),
            (row!.Asked - (before?.Asked ?? 0), row.Seen - (before?.Seen ?? 0), row.Approved - (before?.Approved ?? 0), row.Denied - (before?.Denied ?? 0), row.Edited - (before?.Edited ?? 0)));
        Assert.InRange(row.MedianSeconds!.Value, 0, 600);
        Assert.InRange(row.DenialRate!.Value, 0.01, 1);
    }

    [Fact]
    public async Task Whoever_has_no_duty_to_oversee_sees_only_their_own_rows()
    {
        var request = await world.Requests.OpenAsync(Asks.Body("refund"));
        await world.Client("ben").DecideAsync(request.Id.Value, request.Decide("deny", "Signed for."), null, Cancel);

        var own = await world.Client("ada").OversightAsync(30, "ben", cancel: Cancel);
        var all = await world.Client("hana").OversightAsync(cancel: Cancel);

        Assert.All(own.Rows, row => Assert.Equal("ada", row.Person));
        Assert.Contains(all.Rows, row => row.Person == "ben");
    }

    [Fact]
    public async Task The_console_shows_it_as_a_page()
    {
        var request = await world.Requests.OpenAsync(Asks.Body("refund"));
        await world.Client("ada").DecideAsync(request.Id.Value, request.Decide("deny", "Signed for."), null, Cancel);
        using var ada = await ConsoleVisitor.SignedInAsync(world, "U0ADA");

        var page = await ada.ReadAsync("/console/oversight");

        Assert.True(page.Contains("How people oversee", StringComparison.Ordinal) && page.Contains("<th scope=\"row\">Ada Adeyemi</th>", StringComparison.Ordinal), page);
        Assert.DoesNotContain("Ben Brandt", page, StringComparison.Ordinal);
    }

    private async Task<OversightRowView?> RowAsync(string who, string person, string action) =>
        (await world.Client(who).OversightAsync(30, person, action, Cancel)).Rows.SingleOrDefault();
}
