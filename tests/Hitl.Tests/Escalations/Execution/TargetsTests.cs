using Hitl.Escalations.Execution;
using Hitl.Escalations.Requests;

namespace Hitl.Tests.Escalations.Execution;

public sealed class TargetsTests
{
    [Theory]
    [InlineData(Idempotency.None, false)]
    [InlineData(Idempotency.ByKey, false)]
    [InlineData(Idempotency.ByLookUp, true)]
    [InlineData(Idempotency.ByKey | Idempotency.ByLookUp, true)]
    public void A_connector_can_be_asked_only_when_it_says_so(Idempotency idempotency, bool canLookUp)
    {
        var statement = new ConnectorStatement { Connector = "c", Idempotency = idempotency, SandboxTarget = "s" };

        Assert.Equal(canLookUp, statement.CanLookUp);
        Assert.Empty(statement.Operations);
        Assert.Empty(statement.Reads);
    }

    [Fact]
    public async Task A_target_without_state_answers_so_in_words()
    {
        IActionTarget target = new Silent();

        var answer = await target.ReadAsync(new("h", "balance", ActionParameters.Empty, TimeSpan.FromSeconds(1)), TestContext.Current.CancellationToken);

        Assert.Equal(new(null, "payments has no state that can be read"), answer);
        Assert.Null(target.Statement);
    }

    private sealed class Silent : IActionTarget
    {
        public string Name => "payments";

        public Task<TargetAnswer> SendAsync(TargetCall call, CancellationToken cancel) => throw new NotSupportedException();

        public Task<LookUpAnswer> LookUpAsync(TargetCall call, CancellationToken cancel) => throw new NotSupportedException();
    }
}
