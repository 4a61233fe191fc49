using Hitl.Client.Problems;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Keys;
using Hitl.Escalations.Stages;

namespace Hitl.Tests.Gateway;

[Collection(GatewayCollection.Name)]
public sealed class DecideApiTests(GatewayWorld world)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_recorded_decision_carries_the_gateways_proof()
    {
        var request = await world.Requests.OpenAsync();

        var answer = await world.Client("ada").DecideAsync(request.Id.Value, request.Decide("approve"), null, Cancel);

        var stored = Assert.Single(await world.Get<IStageStore>().DecisionsAsync(request.Id, 1, Cancel));
        Assert.True(DecisionMac.Verify(stored, world.Get<SigningKeys>()));
        Assert.Equal(("ada", "approve", "console"), (answer.Decision.Person, answer.Decision.Verdict, answer.Decision.Door));
        Assert.Equal(StageStatus.Approved, (await world.Get<IStageStore>().FindAsync(request.Stage.Key, Cancel))!.Status);
    }

    [Fact]
    public async Task A_retry_of_a_decision_is_answered_as_the_first_time()
    {
        var request = await world.Requests.OpenAsync();
        var client = world.Client("ada");
        var first = await client.DecideAsync(request.Id.Value, request.Decide("approve"), "attempt-1", Cancel);

        var again = await client.DecideAsync(request.Id.Value, request.Decide("approve"), "attempt-1", Cancel);
        var second = await Assert.ThrowsAsync<HitlApiException>(() => client.DecideAsync(request.Id.Value, request.Decide("approve"), "attempt-2", Cancel));

        Assert.Equal(first.Decision, again.Decision);
        Assert.Equal("decision.already_decided", second.Code);
    }

    [Theory]
    [InlineData("chidi", "approver.not_allowed", 403)]
    [InlineData("dana", "approver.conflict", 403)]
    public async Task Nobody_decides_beyond_their_role_or_for_their_own_agent(string person, string code, int status)
    {
        var request = await world.Requests.OpenAsync();

        var refused = await Assert.ThrowsAsync<HitlApiException>(() => world.Client(person).DecideAsync(request.Id.Value, request.Decide("approve"), null, Cancel));

        Assert.Equal((code, status), (refused.Code, refused.Status));
        Assert.Empty(await world.Get<IStageStore>().DecisionsAsync(request.Id, 1, Cancel));
    }

    [Fact]
    public async Task A_decision_on_another_digest_does_not_count()
    {
        var request = await world.Requests.OpenAsync();
        var shown = request.Stored.Digest!;
        var flipped = shown[..63] + (shown[63] == '0' ? '1' : '0');

        var refused = await Assert.ThrowsAsync<HitlApiException>(
            () => world.Client("ada").DecideAsync(request.Id.Value, request.Decide("approve") with { Digest = flipped }, null, Cancel));

        Assert.Equal("decision.token_invalid", refused.Code);
    }

    [Fact]
    public async Task Denying_needs_a_reason_and_so_does_approving_medium_risk()
    {
        var low = await world.Requests.OpenAsync();
        var medium = await world.Requests.OpenAsync(Asks.Body("refund"));
        var client = world.Client("ada");

        var denied = await Assert.ThrowsAsync<HitlApiException>(() => client.DecideAsync(low.Id.Value, low.Decide("deny"), null, Cancel));
        var approved = await Assert.ThrowsAsync<HitlApiException>(() => client.DecideAsync(medium.Id.Value, medium.Decide("approve"), null, Cancel));
        await client.DecideAsync(medium.Id.Value, medium.Decide("approve", "checked the parcel photos"), null, Cancel);

        Assert.Equal(("decision.reason_required", "reason"), (denied.Code, denied.Problem.Field));
        Assert.Equal("decision.reason_required", approved.Code);
    }

    [Fact]
    public async Task High_risk_is_not_approved_by_a_key_that_proves_nobody_is_there()
    {
        var request = await world.Requests.OpenAsync(Asks.Body("payout"));

        var refused = await Assert.ThrowsAsync<HitlApiException>(
            () => world.Client("ada").DecideAsync(request.Id.Value, request.Decide("approve", "checked", "420.00 EUR"), null, Cancel));

        Assert.Equal(("auth.step_up_required", 403), (refused.Code, refused.Status));
    }

    [Fact]
    public async Task Approve_and_deny_at_the_same_time_leave_exactly_one_winner()
    {
        foreach (var _ in Enumerable.Range(0, 10))
        {
            var request = await world.Requests.OpenAsync();

            var outcomes = await Task.WhenAll(TryAsync("ada", request, "approve"), TryAsync("ben", request, "deny"));

            Assert.Single(outcomes, recorded => recorded);
            Assert.Single(await world.Get<IStageStore>().DecisionsAsync(request.Id, 1, Cancel));
        }
    }

    private async Task<bool> TryAsync(string person, OpenRequest request, string verdict)
    {
        try
        {
            await world.Client(person).DecideAsync(request.Id.Value, request.Decide(verdict, "at once"), null, Cancel);
            return true;
        }
        catch (HitlApiException refused)
        {
            Assert.Equal("request.closed", refused.Code);
            return false;
        }
    }
}
