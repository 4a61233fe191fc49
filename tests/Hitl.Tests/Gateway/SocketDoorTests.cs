using Hitl.Escalations.Decisions;
using Hitl.Escalations.Stages;

namespace Hitl.Tests.Gateway;

public sealed class SocketDoorTests(SocketWorld socket) : IClassFixture<SocketWorld>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Rows() => [.. SocketCases.Rows.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public Task Attack_or_bad_input_is_refused_as_documented(string row) => SocketCases.Rows[row](socket);

    [Fact]
    public void Every_case_has_a_row() =>
        Assert.Equal(Enumerable.Range(1, 7).Select(number => $"SM{number:00}"), SocketCases.Rows.Keys.Select(row => row[..4]).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public async Task A_click_is_decided_before_it_is_acknowledged()
    {
        var request = await socket.World.Requests.OpenAsync();

        var answer = await socket.World.Slack.ClickAsync("U0ADA", request, "approve");

        Assert.Equal(200, answer["status"]?.GetValue<int>());
        Assert.Equal("ada", Assert.Single(await DecisionsAsync(request)).Person.Value);
    }

    [Fact]
    public async Task A_submission_is_answered_in_its_acknowledgement()
    {
        var request = await socket.World.Requests.OpenAsync();

        await socket.World.Slack.ClickAsync("U0BEN", request, "deny", click => click["wait_for"] = "view");
        await socket.World.Client("ada").DecideAsync(request.Id.Value, request.Decide("deny", "no"), null, Cancel);
        var late = await socket.World.Slack.SubmitAsync("U0BEN", "Not damaged.");

        Assert.Contains("Denied by ada", late.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_is_answered_in_its_acknowledgement()
    {
        var mine = await socket.World.Requests.OpenAsync();

        var answer = await socket.World.Slack.CommandAsync("U0ADA", "");

        Assert.Contains(mine.Id.Value, answer.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signed_routes_do_not_exist_beside_a_socket()
    {
        using var answer = await socket.World.Slack.PostAsync("/slack/interactions", "payload=%7B%7D");

        Assert.Equal(404, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("warning")]
    [InlineData("refresh_requested")]
    public async Task A_successor_greets_before_the_old_connection_goes(string reason)
    {
        await socket.ConnectedAsync();
        var served = (int)(await socket.ReportAsync())["served"]!;
        var least = 10;

        await socket.DisconnectAsync(reason);
        await socket.UntilAsync(report =>
        {
            least = Math.Min(least, (int)report["connections"]!);
            return (int)report["served"]! > served && (int)report["connections"]! == 1;
        });

        Assert.True(least >= 1, "there was a moment without a connection");
        await socket.ConnectedAsync();
    }

    [Fact]
    public async Task Sockets_that_are_cut_at_any_moment_lose_no_click_that_was_acknowledged_and_double_none()
    {
        for (var i = 0; i < 12; i++)
        {
            var request = await socket.World.Requests.OpenAsync();
            var cut = socket.DisconnectAsync("", hard: true);
            var told = await socket.World.Slack.ClickAsync("U0ADA", request, "approve");
            await cut;
            var wasTold = told["status"]?.GetValue<int>() == 200;
            if (wasTold) Assert.Single(await DecisionsAsync(request));
            await socket.ConnectedAsync();
            if (!wasTold) await socket.World.Slack.ClickAsync("U0ADA", request, "approve");
            Assert.Single(await DecisionsAsync(request));
        }
    }

    private Task<IReadOnlyList<Decision>> DecisionsAsync(OpenRequest request) => socket.World.Get<IStageStore>().DecisionsAsync(request.Id, 1, Cancel);
}
