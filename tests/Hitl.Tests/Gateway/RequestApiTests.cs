using Hitl.Client.Problems;
using Hitl.Escalations.Requests;

namespace Hitl.Tests.Gateway;

[Collection(GatewayCollection.Name)]
public sealed class RequestApiTests(GatewayWorld world)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_retry_with_the_same_key_reads_the_very_answer_that_was_lost()
    {
        var key = Asks.Key();
        var client = world.Client("support-bot");
        var first = await client.SubmitAsync(Asks.Body(), key, Cancel);

        var again = await client.SubmitAsync(Asks.Body(), key, Cancel);

        Assert.False(first.IsReplay);
        Assert.True(again.IsReplay);
        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(first.Request), System.Text.Json.JsonSerializer.Serialize(again.Request));
    }

    [Fact]
    public async Task A_request_reads_back_as_it_was_asked()
    {
        var submitted = await world.Client("support-bot").SubmitAsync(Asks.Body("refund") with { OnBehalfOf = "hana" }, Asks.Key(), Cancel);

        var read = await world.Client("support-bot").GetAsync(submitted.Request.Id, cancel: Cancel);

        Assert.Equal(("refund", "Refund a payment", "420.00 EUR", "hana"), (read.Action, read.Title, read.AmountText, read.OnBehalfOf));
        Assert.Equal("ch_1", read.Parameters["charge"]!.GetValue<string>());
        Assert.Equal(("2.1", "model-x", "p7"), (read.Agent!.Version, read.Agent.Model, read.Agent.PromptVersion));
        Assert.False(read.IsFinal);
    }

    [Fact]
    public async Task A_long_poll_returns_when_the_request_moves()
    {
        var request = await world.Requests.OpenAsync();
        var client = world.Client("support-bot");

        var waiting = client.GetAsync(request.Id.Value, TimeSpan.FromSeconds(30), Cancel);
        await world.Get<IRequestStore>().MoveAsync(request.Id, RequestState.Expired, "Nobody decided in time.", [], Cancel);
        var seen = await waiting.WaitAsync(TimeSpan.FromSeconds(15), Cancel);

        Assert.Equal("expired", seen.State);
        Assert.True(seen.IsFinal);
        Assert.Equal("Nobody decided in time.", seen.Outcome);
    }

    [Fact]
    public async Task A_long_poll_ends_with_its_time_and_the_request_as_it_is()
    {
        var request = await world.Requests.OpenAsync();

        var seen = await world.Client("support-bot").GetAsync(request.Id.Value, TimeSpan.FromSeconds(1), Cancel);

        Assert.Equal("deciding", seen.State);
        Assert.Equal(["ada", "ben"], seen.Stages.Single().Asked.Select(asked => asked.Person));
    }

    [Theory]
    [InlineData("61s")]
    [InlineData("-1s")]
    [InlineData("1m")]
    public async Task A_wait_outside_its_range_is_refused(string wait)
    {
        using var http = world.Http("support-bot");

        await Problems.AssertAsync(await http.GetAsync($"/v1/requests/req_00000000000000000000000000?wait={wait}", Cancel), 400, "wait.range");
    }

    [Fact]
    public async Task A_withdrawn_request_ends_and_withdrawing_again_changes_nothing()
    {
        var request = await world.Requests.OpenAsync();
        var client = world.Client("support-bot");

        await client.WithdrawAsync(request.Id.Value, "the customer changed their mind", Cancel);
        var again = await client.WithdrawAsync(request.Id.Value, "again", Cancel);
        var refused = await Assert.ThrowsAsync<HitlApiException>(() => world.Client("ben").DecideAsync(request.Id.Value, request.Decide("approve"), null, Cancel));

        Assert.Equal(request.Id.Value, again.Id);
        Assert.Equal("request.closed", refused.Code);
    }

    [Fact]
    public async Task Agents_list_their_own_requests_and_people_all_of_them()
    {
        var mine = await world.Client("support-bot").SubmitAsync(Asks.Body(), Asks.Key(), Cancel);
        var other = await world.Client("billing-bot").SubmitAsync(Asks.Body(), Asks.Key(), Cancel);

        var agents = await world.Client("billing-bot").ListAsync(new() { Actor = "support-bot", Limit = 200 }, Cancel);
        var peoples = await world.Client("chidi").ListAsync(new() { Limit = 200 }, Cancel);

        Assert.All(agents.Items, item => Assert.Equal("billing-bot", item.Actor));
        Assert.Contains(peoples.Items, item => item.Id == mine.Request.Id);
        Assert.Contains(peoples.Items, item => item.Id == other.Request.Id);
    }

    [Fact]
    public async Task Whoever_is_asked_finds_the_request_until_they_decide()
    {
        var request = await world.Requests.OpenAsync();
        var ben = world.Client("ben");

        var before = await ben.ListAsync(new() { AsksMe = true, Limit = 200 }, Cancel);
        await ben.DecideAsync(request.Id.Value, request.Decide("deny", "not this one"), null, Cancel);
        var after = await ben.ListAsync(new() { AsksMe = true, Limit = 200 }, Cancel);

        Assert.Contains(before.Items, item => item.Id == request.Id.Value && item.AsksYou && item.Deadline is not null);
        Assert.DoesNotContain(after.Items, item => item.Id == request.Id.Value);
    }

    [Fact]
    public async Task Pages_of_a_list_follow_one_another_without_a_gap()
    {
        foreach (var _ in Enumerable.Range(0, 5)) await world.Client("billing-bot").SubmitAsync(Asks.Body(), Asks.Key(), Cancel);
        var client = world.Client("billing-bot");
        var all = await client.ListAsync(new() { Limit = 200 }, Cancel);

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await client.ListAsync(new() { Limit = 2, Cursor = cursor }, Cancel);
            seen.AddRange(page.Items.Select(item => item.Id));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(all.Items.Select(item => item.Id), seen);
    }

    [Fact]
    public async Task The_timeline_tells_who_asked_and_who_decided()
    {
        var request = await world.Requests.OpenAsync();
        await world.Client("ada").DecideAsync(request.Id.Value, request.Decide("deny", "duplicate of yesterday"), null, Cancel);

        var timeline = await world.Client("chidi").TimelineAsync(request.Id.Value, Cancel);

        Assert.Contains(timeline.Entries, row => row.Kind == "request.received" && row.By == "actor:support-bot");
        Assert.Contains(timeline.Entries, row => row.Kind == "decision.recorded" && row.By == "person:ada");
        Assert.Equal("duplicate of yesterday", timeline.Request.Decisions.Single().Reason);
    }
}
