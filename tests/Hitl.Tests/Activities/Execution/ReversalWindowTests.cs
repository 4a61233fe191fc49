using Hitl.Activities.Execution;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Tests.Workflows;
using Hitl.Tests.Workflows.Memory;

namespace Hitl.Tests.Activities.Execution;

public sealed class ReversalWindowTests
{
    private readonly FakeTime _time = new();
    private readonly MemoryLedger _ledger = new();
    private readonly MemoryRequests _requests;

    public ReversalWindowTests() => _requests = new(_ledger, _time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(13, null)]
    [InlineData(15, "It could be undone until 2026-03-18 12:00 UTC; the window closed before the undoing began.")]
    public async Task The_window_is_looked_at_again_right_before_anything_is_undone(int days, string? obstacle)
    {
        var reversal = await ReversalAsync(RequestState.Executed);
        _time.Pass(TimeSpan.FromDays(days));

        Assert.Equal(obstacle, await FindAsync(reversal));
    }

    [Fact]
    public async Task A_connector_that_promises_a_shorter_window_than_the_catalog_closes_it_earlier()
    {
        var reversal = await ReversalAsync(RequestState.Executed);
        _time.Pass(TimeSpan.FromDays(3));

        var obstacle = await FindAsync(reversal, TimeSpan.FromDays(2));

        Assert.Contains("2026-03-06", obstacle);
    }

    [Theory]
    [InlineData(RequestState.Compensated)]
    [InlineData(RequestState.Executing)]
    public async Task Only_what_was_executed_is_undone(RequestState state)
    {
        var reversal = await ReversalAsync(state);

        Assert.Contains("only what was executed can be undone", await FindAsync(reversal));
    }

    private async Task<StoredRequest> ReversalAsync(RequestState original)
    {
        var first = await PutAsync("req_original", "refund", new() { ["charge"] = "ch_1" });
        _requests.Put(first, original, null);
        var second = await PutAsync("req_undo", "refund.reverse", new() { ["charge"] = "ch_1", [ActionReversal.Reverses] = "req_original" });
        return _requests.Get(second);
    }

    private async Task<RequestId> PutAsync(string id, string action, System.Text.Json.Nodes.JsonObject parameters)
    {
        var request = new ActionRequest
        {
            Id = new(id), Actor = new("support-bot"), Action = new(action), Customer = new("cus_1", "retail"), Channel = "chat", Amount = new(4_200, "USD"),
            Parameters = ActionParameters.From(parameters), ReceivedAt = _time.Now, CatalogDigest = StoryWorld.Catalog.Digest,
        };
        await _requests.SubmitAsync(request, id, "hash", new() { Kind = LedgerKinds.RequestReceived, By = "actor:support-bot", Summary = "Asked." }, Cancel);
        return request.Id;
    }

    private Task<string?> FindAsync(StoredRequest reversal, TimeSpan? promised = null)
    {
        var targets = new Dictionary<string, IActionTarget>();
        if (promised is { } window) targets["payments"] = new PromisingTarget(window);
        return ReversalCheck.FindObstacleAsync(reversal, _requests, new MemoryCatalogs(StoryWorld.Catalog), targets, _time.Now, Cancel);
    }

    private sealed class PromisingTarget(TimeSpan window) : IActionTarget
    {
        public string Name => "payments";

        public ConnectorStatement Statement { get; } = new() { Connector = "x-short", Idempotency = Idempotency.None, ReversibleFor = window, SandboxTarget = "none" };

        public Task<TargetAnswer> SendAsync(TargetCall call, CancellationToken cancel) => throw new NotSupportedException();

        public Task<LookUpAnswer> LookUpAsync(TargetCall call, CancellationToken cancel) => throw new NotSupportedException();
    }
}
