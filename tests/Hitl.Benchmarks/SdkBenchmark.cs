using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Worker;

namespace Hitl.Benchmarks;

/// <summary>P15: replay alone; and server and worker together, beside the official TypeScript SDK under the same load on the same server.</summary>
internal static class SdkBenchmark
{
    private const int Histories = 1000;
    private const int AtOnce = 32;
    private const int Activities = 1;
    private const string Script = "tests/conformance/temporal/load.mjs";

    public static async Task<IReadOnlyList<Measurement>> RunAsync(BenchmarkOptions options)
    {
        using var server = await EngineProcess.StartAsync(database: null);
        var client = await server.ConnectAsync();
        var rows = new List<Measurement>
        {
            await ReplayAsync(client, activities: 5, Histories),
            await ReplayAsync(client, activities: 60, Histories / 10),
        };
        rows[1] = rows[1] with { Id = "P15a" };
        rows.AddRange(await TogetherAsync(client, server, TimeSpan.FromSeconds(options.Seconds)));
        return rows;
    }

    private static TemporalWorker Worker(TemporalClient client, string queue) =>
        new(client, new TemporalWorkerOptions(queue).AddWorkflow<BenchmarkWorkflow>().AddActivity(BenchmarkWorkflow.Next));

    private static async Task<Measurement> ReplayAsync(TemporalClient client, int activities, int times)
    {
        var history = await RecordAsync(client, activities);
        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<BenchmarkWorkflow>());
        await replayer.ReplayWorkflowAsync(history);
        var from = Stopwatch.GetTimestamp();
        for (var i = 0; i < times; i++) await replayer.ReplayWorkflowAsync(history);
        var took = Stopwatch.GetElapsedTime(from).TotalSeconds;
        var rate = times * history.Events.Count / took;
        return new("P15", $"replay of {times:N0} histories of {history.Events.Count} events", "≥ 20,000 events/s", string.Create(CultureInfo.InvariantCulture, $"{rate:0} events/s, {took:0.00} s"), rate >= 20_000);
    }

    private static async Task<WorkflowHistory> RecordAsync(TemporalClient client, int activities)
    {
        var options = new WorkflowOptions($"recorded-{activities}", $"recording-{activities}");
        using var worker = Worker(client, options.TaskQueue!);
        return await worker.ExecuteAsync(async () =>
        {
            var handle = await client.StartWorkflowAsync((BenchmarkWorkflow workflow) => workflow.RunAsync(activities), options);
            await handle.GetResultAsync();
            return await handle.FetchHistoryAsync();
        });
    }

    private static async Task<IReadOnlyList<Measurement>> TogetherAsync(TemporalClient client, EngineProcess server, TimeSpan length)
    {
        var ours = await OursAsync(client, length);
        var theirs = await TheirsAsync(server.Address, length);
        var goal = "as many as the official SDK";
        return
        [
            new("P16a", $"workflows of {Activities} activity, {AtOnce} at once: our SDK", goal, string.Create(CultureInfo.InvariantCulture, $"{ours:0}/s"), theirs is null || ours >= theirs),
            new("P16b", "the same, TypeScript SDK", "for comparison", theirs is { } rate ? string.Create(CultureInfo.InvariantCulture, $"{rate:0}/s") : "its packages are not installed", true),
        ];
    }

    private static async Task<double> OursAsync(TemporalClient client, TimeSpan length)
    {
        const string queue = "together";
        using var worker = Worker(client, queue);
        return await worker.ExecuteAsync(async () =>
        {
            async Task One(int _) => await client.ExecuteWorkflowAsync((BenchmarkWorkflow workflow) => workflow.RunAsync(Activities), new(Guid.NewGuid().ToString(), queue));
            await Load.ClosedAsync(AtOnce, TimeSpan.FromSeconds(3), new(), One);
            return await Load.ClosedAsync(AtOnce, length, new(), One);
        });
    }

    /// <summary>Null when the packages of the conformance tests are not installed.</summary>
    private static async Task<double?> TheirsAsync(string address, TimeSpan length)
    {
        if (!Directory.Exists(Path.Combine(Path.GetDirectoryName(Script)!, "node_modules"))) return null;
        string[] arguments = [Script, address, length.TotalSeconds.ToString(CultureInfo.InvariantCulture), $"{AtOnce}", $"{Activities}"];
        using var node = Process.Start(new ProcessStartInfo("node", arguments) { RedirectStandardOutput = true })!;
        var said = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        var last = said.TrimEnd().Split('\n')[^1];
        return node.ExitCode == 0 ? JsonDocument.Parse(last).RootElement.GetProperty("perSecond").GetDouble() : throw new InvalidOperationException($"{Script} ended with {node.ExitCode}: {said}");
    }
}
