using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Hitl.Client.Problems;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Stages;
using Hitl.Gateway.Watchdog;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Hitl.Tests.Gateway;

/// <summary>Extensions, several roles at once, the flood guard and the watchdog, through the doors.</summary>
[Collection(GatewayCollection.Name)]
public sealed class WhoIsAskedTests(GatewayWorld world)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stage_is_extended_on_the_card_as_often_as_the_catalog_says_and_no_oftener()
    {
        var request = await world.Requests.OpenAsync(Asks.Body("patient"));

        var first = await ExtendAsync(request);
        var second = await ExtendAsync(request);
        var third = await ExtendAsync(request);

        var stage = (await world.Get<IStageStore>().FindAsync(request.Stage.Key, Cancel))!;
        Assert.Contains("It waits until", first, StringComparison.Ordinal);
        Assert.Contains("It waits until", second, StringComparison.Ordinal);
        Assert.Contains("admits no more", third, StringComparison.Ordinal);
        Assert.Equal((2, TimeSpan.FromHours(1)), (stage.Extended, stage.Deadline - request.Stage.Deadline));
        Assert.Equal(2, await LedgerAsync(request, "stage.extended"));
    }

    [Fact]
    public async Task Somebody_who_may_not_decide_may_not_make_it_wait()
    {
        var request = await world.Requests.OpenAsync(Asks.Body("patient"));

        var told = await world.Slack.ClickAsync("U0ADA", request, "extend", click =>
        {
            click["wait_for"] = "ephemeral";
            click["patch"] = new JsonObject { ["user"] = new JsonObject { ["id"] = "U0DANA" } };
        });

        Assert.Contains("Someone else must decide", told.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(0, (await world.Get<IStageStore>().FindAsync(request.Stage.Key, Cancel))!.Extended);
    }

    [Fact]
    public async Task Where_two_desks_must_agree_each_decision_says_for_which_it_counts()
    {
        var request = await world.Requests.OpenAsync(Asks.Body("both"));

        await world.Client("ada").DecideAsync(request.Id.Value, request.Decide("approve"), null, Cancel);
        await world.Client("ben").DecideAsync(request.Id.Value, request.Decide("approve"), null, Cancel);
        var afterOneDesk = (await world.Get<IStageStore>().FindAsync(request.Stage.Key, Cancel))!.Status;
        await world.Client("gus").DecideAsync(request.Id.Value, request.Decide("approve"), null, Cancel);

        var decisions = await world.Get<IStageStore>().DecisionsAsync(request.Id, 1, Cancel);
        Assert.Equal((StageStatus.Open, StageStatus.Approved), (afterOneDesk, (await world.Get<IStageStore>().FindAsync(request.Stage.Key, Cancel))!.Status));
        Assert.Equal(["desk", "desk", "audit-desk"], decisions.Select(decision => Assert.Single(decision.Seats!).Value));
        Assert.All(decisions, decision => Assert.True(DecisionMac.Verify(decision, world.Get<Hitl.Escalations.Keys.SigningKeys>())));
    }

    [Fact]
    public async Task An_agent_that_floods_people_is_refused_and_it_is_recorded()
    {
        var agent = world.Client("gushing-bot");
        for (var i = 0; i < 3; i++) await agent.SubmitAsync(Asks.Body(), Asks.Key(), Cancel);

        var refused = await Assert.ThrowsAsync<HitlApiException>(() => agent.SubmitAsync(Asks.Body(), Asks.Key(), Cancel));
        await world.Client("support-bot").SubmitAsync(Asks.Body(), Asks.Key(), Cancel);

        Assert.Equal((429, "limit.flood", true), (refused.Status, refused.Problem!.Code, refused.IsTransient));
        Assert.True(await Refusals.AreRecordedAsync(world, "limit.flood"));
    }

    [Fact]
    public async Task The_catalog_in_force_shows_turns_terms_and_guards()
    {
        var catalog = await world.Client("ada").CatalogAsync(Cancel);

        Assert.Contains(catalog.Actors, actor => actor is { Id: "gushing-bot", AtMost: "3 requests within 1 h" });
        Assert.Contains(catalog.Actions.Single(action => action.Name == "patient").Paths[0].Stages[0].Terms, term => term == "extendable by 30 min, 2 times");
        Assert.Contains(catalog.Actions.Single(action => action.Name == "both").Paths[0].Stages[0].Terms, term => term == "1 of desk and 1 of audit-desk");
    }

    [Fact]
    public async Task Whom_slack_does_not_reach_is_a_gap_of_the_proof()
    {
        var report = await world.Client("ada").ProveCoverageAsync(2, Cancel);

        Assert.DoesNotContain(report.Gaps, gap => gap.Kind == "Unknown");
        Assert.DoesNotContain(report.Gaps, gap => gap.Kind == "Unreachable" && gap.Sentence.Contains("ada", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_escalation_that_did_not_run_is_an_alarm_and_the_heartbeat_stops_until_it_did()
    {
        var request = await world.Requests.OpenAsync(Asks.Body("patient"));
        var stages = world.Get<IStageStore>();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var state = new WatchdogState(Options.Create(new WatchdogOptions()), TimeProvider.System, world.Get<System.Diagnostics.Metrics.IMeterFactory>());
        // Everything that has been open for a moment counts as overdue when the grace ends before it begins.
        var dog = Dog(state, TimeSpan.FromHours(-2));
        using var heart = new Heartbeat(state, Options.Create(new WatchdogOptions { HeartbeatUrl = new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/beat") }), TimeProvider.System, NullLogger<Heartbeat>.Instance);

        var overdue = await dog.LookAsync(Cancel);
        var (isHealthy, beat) = (state.IsHealthy, await heart.BeatAsync(Cancel));
        var again = await dog.LookAsync(Cancel);
        await Dog(state, TimeSpan.FromDays(365)).LookAsync(Cancel);
        var answering = AnswerAsync(listener);
        var after = await heart.BeatAsync(Cancel);

        Assert.True(overdue > 0 && again == overdue);
        Assert.Equal((false, false, true, true), (isHealthy, beat, state.IsHealthy, after));
        Assert.Contains("GET /beat", await answering, StringComparison.Ordinal);
        Assert.Equal(1, await LedgerAsync(request, "escalation.overdue"));
        await stages.CloseAsync(request.Stage.Key, StageStatus.Withdrawn, Hitl.Escalations.Ids.IdentityGraph.None, Cancel);
    }

    [Fact]
    public async Task Health_says_whether_escalations_run()
    {
        using var http = world.Http(null);

        using var answer = await http.GetAsync("/health/escalations", Cancel);
        var ready = await http.GetStringAsync("/health/ready", Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("\"escalations\":\"on time\"", ready, StringComparison.Ordinal);
    }

    private EscalationWatchdog Dog(WatchdogState state, TimeSpan grace) => new(
        world.Get<Hitl.Postgres.Stages.StageWatch>(), state, Options.Create(new WatchdogOptions { Grace = grace }), TimeProvider.System, NullLogger<EscalationWatchdog>.Instance);

    private static async Task<string> AnswerAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(Cancel);
        var stream = client.GetStream();
        var buffer = new byte[1024];
        var read = await stream.ReadAsync(buffer, Cancel);
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), Cancel);
        return System.Text.Encoding.ASCII.GetString(buffer, 0, read);
    }

    private async Task<string> ExtendAsync(OpenRequest request) =>
        (await world.Slack.ClickAsync("U0ADA", request, "extend", click => click["wait_for"] = "ephemeral")).ToJsonString();

    private async Task<long> LedgerAsync(OpenRequest request, string kind) =>
        (await world.Client("hana").AuditEventsAsync(new() { Request = request.Id.Value, Kind = kind }, Cancel)).Items.Count;
}
