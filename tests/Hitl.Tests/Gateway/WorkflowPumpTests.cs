using Hitl.Escalations.Ids;
using Hitl.Escalations.Intake;
using Hitl.Gateway.Pump;
using Hitl.Tests.Postgres;
using Hitl.Tests.Workflows.Live;
using Hitl.Workflows.Requests;
using Temporal.DevServer.Hosting;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Hitl.Tests.Gateway;

public sealed class WorkflowPumpTests(PumpWorld pumped, PostgresCluster cluster) : IClassFixture<PumpWorld>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private GatewayWorld World => pumped.World;

    [Fact]
    public async Task A_submitted_request_gets_its_one_workflow()
    {
        var submitted = await World.Client("support-bot").SubmitAsync(Asks.Body(), Asks.Key(), Cancel);

        var found = await LiveSystem.UntilAsync(() => DescribeAsync(pumped.Temporal, submitted.Request.Id), found => found is not null);

        Assert.Equal(RequestAddress.WorkflowType, found!.WorkflowType);
        Assert.Equal(RequestAddress.TaskQueue, found.TaskQueue);
    }

    [Fact]
    public async Task A_committed_decision_is_signalled_to_the_workflow()
    {
        var request = await World.Requests.OpenAsync();

        await World.Client("ada").DecideAsync(request.Id.Value, request.Decide("approve"), null, Cancel);
        var signals = await LiveSystem.UntilAsync(() => SignalsAsync(request.Id), signals => signals.Count > 0);

        Assert.Equal([RequestAddress.DecisionRecorded], signals);
    }

    [Fact]
    public async Task A_start_whose_note_was_lost_finds_the_workflow_it_started()
    {
        var delivery = World.Get<WorkflowDelivery>();
        var message = new WorkflowMessage(Guid.NewGuid(), RequestId.New(World.Clock.GetUtcNow()), "start", 0);
        await delivery.DeliverAsync(message, Cancel);
        var first = await DescribeAsync(pumped.Temporal, message.Request.Value);

        await delivery.DeliverAsync(message, Cancel);
        var again = await DescribeAsync(pumped.Temporal, message.Request.Value);

        Assert.Equal(first!.RunId, again!.RunId);
    }

    [Theory]
    [InlineData("start")]
    [InlineData("decision")]
    [InlineData("withdrawal")]
    [InlineData("intervention")]
    public async Task A_workflow_that_has_ended_needs_no_message(string kind)
    {
        var delivery = World.Get<WorkflowDelivery>();
        var message = new WorkflowMessage(Guid.NewGuid(), RequestId.New(World.Clock.GetUtcNow()), "start", 0);
        await delivery.DeliverAsync(message, Cancel);
        await pumped.Temporal.GetWorkflowHandle(RequestAddress.IdOf(message.Request)).TerminateAsync("over");
        var ended = await DescribeAsync(pumped.Temporal, message.Request.Value);

        await delivery.DeliverAsync(message with { Kind = kind }, Cancel);

        Assert.Equal(ended!.RunId, (await DescribeAsync(pumped.Temporal, message.Request.Value))!.RunId);
    }

    [Fact]
    public async Task Requests_taken_while_Temporal_is_away_are_delivered_when_it_is_back()
    {
        var port = FreePorts.Take();
        var world = new GatewayWorld(cluster) { TemporalAddress = $"127.0.0.1:{port}" };
        await world.InitializeAsync();
        var submitted = await world.Client("support-bot").SubmitAsync(Asks.Body(), Asks.Key(), Cancel);
        await LiveSystem.UntilAsync(() => world.Get<IWorkflowOutbox>().PendingAsync(1, Cancel), pending => pending is [] or [{ Attempts: > 0 }, ..]);

        await using var server = await DevServerHost.StartAsync(new() { Port = port }, Cancel);
        var temporal = await TemporalClient.ConnectAsync(new(server.TargetHost));
        var found = await LiveSystem.UntilAsync(() => DescribeAsync(temporal, submitted.Request.Id), found => found is not null);
        await world.DisposeAsync();

        Assert.Equal(RequestAddress.WorkflowType, found!.WorkflowType);
    }

    private static async Task<WorkflowExecutionDescription?> DescribeAsync(TemporalClient temporal, string request)
    {
        try
        {
            return await temporal.GetWorkflowHandle(RequestAddress.IdOf(new(request))).DescribeAsync();
        }
        catch (RpcException notYet) when (notYet.Code == RpcException.StatusCode.NotFound)
        {
            return null;
        }
    }

    private async Task<List<string>> SignalsAsync(RequestId request)
    {
        var signals = new List<string>();
        try
        {
            await foreach (var happened in pumped.Temporal.GetWorkflowHandle(RequestAddress.IdOf(request)).FetchHistoryEventsAsync())
                if (happened.WorkflowExecutionSignaledEventAttributes is { } signal) signals.Add(signal.SignalName);
        }
        catch (RpcException notYet) when (notYet.Code == RpcException.StatusCode.NotFound)
        {
            signals.Clear();
        }

        return signals;
    }
}
