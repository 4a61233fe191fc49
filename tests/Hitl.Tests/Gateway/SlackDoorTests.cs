using Hitl.Escalations.Decisions;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;

namespace Hitl.Tests.Gateway;

[Collection(GatewayCollection.Name)]
public sealed class SlackDoorTests(GatewayWorld world)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Rows() => [.. SlackCases.Rows.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public Task Attack_or_bad_input_is_refused_as_documented(string row) => SlackCases.Rows[row](world);

    [Fact]
    public void Every_case_has_a_row_or_says_why_not()
    {
        var cases = Enumerable.Range(1, 28).Select(number => $"SL{number:00}");

        var covered = SlackCases.Rows.Keys.Select(row => row[..4]).Concat(SlackCases.Absent.Keys).Distinct();

        Assert.Equal(cases, covered.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_click_on_a_low_risk_card_is_the_decision()
    {
        var request = await world.Requests.OpenAsync();

        var answer = await world.Slack.ClickAsync("U0ADA", request, "approve");

        Assert.Equal(200, answer["status"]?.GetValue<int>());
        var decision = Assert.Single(await DecisionsAsync(request));
        Assert.Equal(("ada", Verdict.Approve, Door.Slack), (decision.Person.Value, decision.Verdict, decision.Door));
    }

    [Fact]
    public async Task Not_finding_out_who_may_decide_is_neither_yes_nor_no_and_the_next_click_counts_once_it_can_be()
    {
        var request = await world.Requests.OpenAsync();
        var renamed = new[] { ("  desk: { members", "  renamed: { members"), ("role: desk", "role: renamed"), ("desk: 1, audit", "renamed: 1, audit") };
        await ActivateAsync(renamed.Aggregate(TestCatalog.Yaml, (yaml, names) => yaml.Replace(names.Item1, names.Item2, StringComparison.Ordinal)));

        var told = (await world.Slack.ClickAsync("U0ADA", request, "approve", click => click["wait_for"] = "ephemeral")).ToJsonString();
        var meanwhile = (await world.Get<IStageStore>().FindAsync(request.Stage.Key, Cancel))!.Status;
        var undecided = await DecisionsAsync(request);
        await ActivateAsync(TestCatalog.Yaml.Replace("gateway-tests", "gateway-tests-found", StringComparison.Ordinal));
        var rows = (await world.Client("hana").AuditEventsAsync(new() { Request = request.Id.Value, Kind = "attempt.refused" }, Cancel)).Items;
        await world.Slack.ClickAsync("U0ADA", request, "approve");

        Assert.Contains("We cannot find out just now who may decide this. Nothing was decided; try again", told, StringComparison.Ordinal);
        Assert.Equal((StageStatus.Open, 0), (meanwhile, undecided.Count));
        Assert.Equal("ada", Assert.Single(await DecisionsAsync(request)).Person.Value);
        Assert.Equal("approver.undetermined", Assert.Single(rows).Body["code"]!.ToString());
    }

    [Fact]
    public async Task Denying_asks_for_the_reason_and_keeps_it()
    {
        var request = await world.Requests.OpenAsync();

        await world.Slack.ClickAsync("U0BEN", request, "deny", click => click["wait_for"] = "view");
        var undecided = await DecisionsAsync(request);
        await world.Slack.SubmitAsync("U0BEN", "The parcel was signed for.");

        Assert.Empty(undecided);
        var decision = Assert.Single(await DecisionsAsync(request));
        Assert.Equal(("ben", Verdict.Deny, "The parcel was signed for."), (decision.Person.Value, decision.Verdict, decision.Reason));
    }

    [Fact]
    public async Task Approving_medium_risk_takes_a_second_look_and_words_of_ones_own()
    {
        var request = await world.Requests.OpenAsync(Asks.Body("refund"));

        await world.Slack.ClickAsync("U0ADA", request, "approve", click => click["wait_for"] = "view");
        var undecided = await DecisionsAsync(request);
        await world.Slack.SubmitAsync("U0ADA", "Photos show the damage.");

        Assert.Empty(undecided);
        var decision = Assert.Single(await DecisionsAsync(request));
        Assert.Equal((Verdict.Approve, "Photos show the damage."), (decision.Verdict, decision.Reason));
    }

    [Fact]
    public async Task The_command_lists_what_waits_for_the_person_and_nothing_else()
    {
        var mine = await world.Requests.OpenAsync();

        var asked = await world.Slack.CommandAsync("U0ADA", "");
        var other = await world.Slack.CommandAsync("U0HANA", "");

        Assert.Contains(mine.Id.Value, asked.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("Nothing waits for your decision", other.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slacks_unsigned_certificate_check_gets_an_empty_answer()
    {
        using var answer = await world.Slack.PostAsync("/slack/commands", "ssl_check=1&command=%2Fhitl&user_id=U0ADA&team_id=T0HITL", message => message.Headers.Clear());

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Cancel));
    }

    private Task ActivateAsync(string yaml) => world.Get<ICatalogStore>().ActivateAsync(CatalogParser.Parse(yaml, "test.yaml").Catalog!, "person:test", Cancel);

    private Task<IReadOnlyList<Decision>> DecisionsAsync(OpenRequest request) => world.Get<IStageStore>().DecisionsAsync(request.Id, 1, Cancel);
}
