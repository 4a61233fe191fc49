using Temporal.Tests.DevServer;
using Temporal.Tests.Sdk;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace Temporal.Tests.Samples;

/// <summary>One workflow for each ability whose histories replay on both SDKs; histories.test.mjs does the same with the official worker.</summary>
public sealed class AbilityHistoryTests(LocalServer server) : IClassFixture<LocalServer>
{
    private readonly TemporalWorkerOptions _worker = Worker();

    [Theory]
    [InlineData("families", "fine, no luck, taken, cancelled, cancelled, cancelled")]
    [InlineData("labours", "attempt 2, timeout, cancelled, cancelled, cancelled, cancelled")]
    [InlineData("errands", "attempt 2, attempt 2, no luck, Hello, Ada, Hello, Bob")]
    [InlineData("labels", "labelled")]
    [InlineData("waits", "false, cancelled, cancelled, true")]
    [InlineData("patches", "true, true, true, true")]
    public Task An_ability_that_needs_nobody_else(string ability, string expected) => RunAsync(ability, async () =>
    {
        if (ability == "labels") await AddTierAsync();
        var handle = await StartAsync(ability);

        Assert.Equal(expected, await handle.GetResultAsync<string>());
        return handle;
    });

    [Fact]
    public Task Continuing_as_new() => RunAsync("continues", async () =>
    {
        var handle = await StartAsync("continues", 2);

        Assert.Equal("landed", await handle.GetResultAsync<string>());
        return server.Client.GetWorkflowHandle(handle.Id, handle.FirstExecutionRunId);
    });

    [Fact]
    public Task Signalling_and_cancelling_others() => RunAsync("neighbours", async () =>
    {
        var other = await StartAsync("kid", "wait");
        var handle = await StartAsync("neighbours", other.Id);

        Assert.Equal(
            "Unable to signal external workflow because it was not found, Unable to cancel external workflow because not found",
            await handle.GetResultAsync<string>());
        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(() => other.GetResultAsync());
        Assert.IsType<CanceledFailureException>(failed.InnerException);
        return handle;
    });

    [Fact]
    public Task Cleaning_up_after_a_cancellation() => RunAsync("compensates", async () =>
    {
        var handle = await StartAsync("compensates");
        await Eventually.HoldsAsync(async () => (await handle.FetchHistoryAsync()).Events.Any(each => each.EventType == EventType.TimerStarted));
        await handle.CancelAsync();

        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());
        Assert.IsType<CanceledFailureException>(failed.InnerException);
        return handle;
    });

    [Fact]
    public Task Failing() => RunAsync("breaks", async () =>
    {
        var handle = await StartAsync("breaks");

        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());
        Assert.Equal("broken", failed.InnerException!.Message);
        return handle;
    });

    [Fact]
    public Task Signals_queries_and_updates() => RunAsync("messages", async () =>
    {
        var handle = await TalkAsync();
        await handle.SignalAsync("end", []);

        Assert.Equal("hoho, pear, now", await handle.GetResultAsync<string>());
        return handle;
    });

    [Fact]
    public Task A_reset_with_messages_to_apply_again() => RunAsync("resets", async () =>
    {
        var handle = await TalkAsync();
        var reset = await server.Client.WorkflowService.ResetWorkflowExecutionAsync(new()
        {
            Namespace = "default",
            WorkflowExecution = new() { WorkflowId = handle.Id },
            WorkflowTaskFinishEventId = 4,
            RequestId = handle.Id,
            Reason = "an ability",
        });
        var fresh = server.Client.GetWorkflowHandle(handle.Id, reset.RunId);
        await Eventually.HoldsAsync(async () => (await fresh.QueryAsync<string>("log", [])).Split(", ").Length == 3);
        await fresh.SignalAsync("end", []);

        Assert.Equal(["hoho", "now", "pear"], (await fresh.GetResultAsync<string>()).Split(", ").Order());
        return fresh;
    });

    /// <summary>Workflows and activities of every ability.</summary>
    private static TemporalWorkerOptions Worker()
    {
        var options = SampleWorkers.OnNewQueue()
            .AddAllActivities(typeof(AbilityWorkflows.Activities), null)
            .AddAllActivities(typeof(GoldenHistoryTests.GoldenActivities), null);
        foreach (var workflow in AbilityWorkflows.All) options.AddWorkflow(workflow);
        return options;
    }

    private Task RunAsync(string ability, Func<Task<WorkflowHandle>> run) => SampleWorkers.RunAsync(server.Client, _worker, async () =>
    {
        var handle = await run();
        await GoldenHistories.KeepAsync(handle, $"ours-{ability}");
        var options = new WorkflowReplayerOptions();
        foreach (var workflow in AbilityWorkflows.All) options.AddWorkflow(workflow);

        var replayed = await new WorkflowReplayer(options).ReplayWorkflowAsync(await handle.FetchHistoryAsync());

        Assert.Null(replayed.ReplayFailure);
    });

    private Task<WorkflowHandle> StartAsync(string type, params object?[] arguments) =>
        server.Client.StartWorkflowAsync(type, arguments, _worker.NewWorkflow());

    private async Task<WorkflowHandle> TalkAsync()
    {
        var handle = await StartAsync("messages");
        await handle.QueryAsync<string>("log", []);
        await handle.SignalAsync("say", ["ho", 2]);
        await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => handle.ExecuteUpdateAsync("put", [""]));
        await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => handle.ExecuteUpdateAsync("put", ["fail"]));
        Assert.Equal(2, await handle.ExecuteUpdateAsync<int>("put", ["pear"]));
        Assert.Equal(3, await handle.ExecuteUpdateAsync<int>("now", ["now"]));
        return handle;
    }

    private Task AddTierAsync() => server.Client.OperatorService.AddSearchAttributesAsync(new()
    {
        Namespace = "default",
        SearchAttributes = { [AbilityWorkflows.Labels.Tier.Name] = IndexedValueType.Keyword },
    });
}
