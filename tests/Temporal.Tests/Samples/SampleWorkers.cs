using Temporal.Tests.Sdk;
using Temporalio.Client;
using Temporalio.Worker;

namespace Temporal.Tests.Samples;

/// <summary>Runs one worker for as long as a test needs it.</summary>
internal static class SampleWorkers
{
    public static async Task RunAsync(ITemporalClient client, TemporalWorkerOptions options, Func<Task> test)
    {
        using var worker = new TemporalWorker(client, options);
        await worker.WhileAsync(test);
    }

    public static TemporalWorkerOptions OnNewQueue() => new($"q-{Guid.NewGuid():N}");

    public static WorkflowOptions NewWorkflow(this TemporalWorkerOptions worker) => new($"w-{Guid.NewGuid():N}", worker.TaskQueue!);
}
