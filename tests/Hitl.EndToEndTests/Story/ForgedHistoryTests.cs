using Google.Protobuf;
using Hitl.Client.Requests;
using Hitl.EndToEndTests.Processes;
using Hitl.Local.Story;
using Npgsql;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Hitl.EndToEndTests.Story;

/// <summary>Somebody with the engine's own database writes into a history that people approved, and starts the workflow over from there. It gets as far as the last check.</summary>
[Collection(nameof(SystemCollection))]
public sealed class ForgedHistoryTests(ProcessSystem system)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_approval_written_into_the_engines_history_runs_nothing()
    {
        var world = system.World();
        var charge = world.Reference("ch-forged");
        var request = (await world.Agent.SubmitAsync(Refund(world, charge), world.Reference("forged"), Cancel)).Request.Id;
        await world.UntilAsync("the card", c => world.Slack.OpenCardAsync("U0BEN", request, c), Patience, Cancel);

        await ForgeAsync("request-" + request);
        await system.KillAndRestartAsync("temporal", Cancel);
        var forged = await StartOverAsync("request-" + request);
        await Waiting.UntilAsync("the last check to refuse", async () => await world.Database.EntriesAsync(request, "grant.refused", Cancel) > 0, Patience, Cancel);
        await world.StateAsync(request, Patience, Cancel, "deciding");

        Assert.Equal("\"approved\"", forged);
        Assert.Equal(0, await world.Database.EntriesAsync(request, "grant.issued", Cancel));
        Assert.Empty(await system.Database.FindAsync($"select step from hitl.effect where request = '{request}'", Cancel));
        Assert.Empty(await world.Targets.EffectsAsync("payments", charge, Cancel));
        await world.Agent.WithdrawAsync(request, "Seen enough.", Cancel);
        await world.StateAsync(request, Patience, Cancel, "withdrawn");
    }

    private static SubmitBody Refund(StoryWorld world, string charge) => new()
    {
        Action = "refund", Customer = new(world.Reference("cus"), "retail"), Channel = "chat", Amount = 42_000, Currency = "USD",
        Parameters = new() { ["charge"] = charge, ["sku"] = "SKU-1001" }, Rationale = "The parcel was damaged.", Agent = new("3.2.0", "example-model-1", "refunds-17"),
    };

    /// <summary>The stage that was opened and waits comes out as approved.</summary>
    private async Task ForgeAsync(string workflow)
    {
        await using var engine = NpgsqlDataSource.Create(system.Settings.EngineDatabase);
        var rows = new List<(Guid Run, long First, byte[] Events)>();
        await using (var read = engine.CreateCommand("select e.run_id, e.first_event_id, e.events from temporal.event e join temporal.run r using (run_id) where r.workflow_id = $1 order by 2"))
        {
            read.Parameters.Add(new() { Value = workflow });
            await using var reader = await read.ExecuteReaderAsync(Cancel);
            while (await reader.ReadAsync(Cancel)) rows.Add((reader.GetGuid(0), reader.GetInt64(1), reader.GetFieldValue<byte[]>(2)));
        }

        foreach (var (run, first, events) in rows)
        {
            var history = History.Parser.ParseFrom(events);
            if (!history.Events.Any(IsOpened)) continue;
            foreach (var opened in history.Events.Where(IsOpened)) opened.ActivityTaskCompletedEventAttributes.Result.Payloads_[0].Data = ByteString.CopyFromUtf8("\"approved\"");
            await using var write = engine.CreateCommand("update temporal.event set events = $3 where run_id = $1 and first_event_id = $2");
            foreach (var value in new object[] { run, first, history.ToByteArray() }) write.Parameters.Add(new() { Value = value });
            Assert.Equal(1, await write.ExecuteNonQueryAsync(Cancel));
            return;
        }

        Assert.Fail("the history has no stage that was opened");
    }

    private static bool IsOpened(HistoryEvent one) => one.EventType == EventType.ActivityTaskCompleted && ResultOf(one) == "\"open\"";

    private static string? ResultOf(HistoryEvent one) => one.ActivityTaskCompletedEventAttributes.Result?.Payloads_.FirstOrDefault()?.Data.ToStringUtf8();

    /// <summary>From behind the forged event; what it said then.</summary>
    private async Task<string?> StartOverAsync(string workflow)
    {
        var client = TemporalClient.CreateLazy(new($"127.0.0.1:{system.Settings.Ports.Temporal}"));
        await Waiting.UntilAsync("the engine to answer", async () =>
        {
            try
            {
                return await client.Connection.CheckHealthAsync();
            }
            catch (InvalidOperationException away) when (away.InnerException is RpcException { Code: RpcException.StatusCode.Unavailable })
            {
                return false;
            }
        }, Patience, Cancel);
        var history = (await client.GetWorkflowHandle(workflow).FetchHistoryAsync()).Events.ToList();
        var forged = history.First(one => one.EventType == EventType.ActivityTaskCompleted && ResultOf(one) == "\"approved\"");
        await client.Connection.WorkflowService.ResetWorkflowExecutionAsync(new()
        {
            Namespace = client.Options.Namespace, WorkflowExecution = new() { WorkflowId = workflow }, Reason = "forged", RequestId = Guid.NewGuid().ToString("D"),
            WorkflowTaskFinishEventId = history.First(one => one.EventId > forged.EventId && one.EventType == EventType.WorkflowTaskCompleted).EventId,
        });
        return ResultOf(forged);
    }
}
