using Temporal.Tests.Sdk;
using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporal.Tests.Samples;

public sealed class WorkerSpecificQueueSample(LocalServer server) : IClassFixture<LocalServer>
{
    [Fact]
    public async Task Once_a_worker_is_chosen_all_work_on_a_file_stays_there()
    {
        var common = $"q-{Guid.NewGuid():N}";
        var own = $"{common}-own";
        var files = new FileActivities(own);
        using var workflows = new TemporalWorker(
            server.Client, new TemporalWorkerOptions(common).AddWorkflow<FileWorkflow>().AddActivity(files.QueueOfThisWorker));
        using var fileWorker = new TemporalWorker(server.Client, new TemporalWorkerOptions(own).AddActivity(files.Download).AddActivity(files.Process));

        var result = await fileWorker.WhileAsync(() => workflows.WhileAsync(() => server.Client.ExecuteWorkflowAsync(
            (FileWorkflow workflow) => workflow.RunAsync(), new($"w-{Guid.NewGuid():N}", common))));

        Assert.Equal($"processed on {own}", result);
    }

    public sealed class FileActivities(string queue)
    {
        [Activity]
        public string QueueOfThisWorker() => queue;

        [Activity]
        public string Download() => "file";

        [Activity]
        public string Process(string file) => $"processed on {ActivityExecutionContext.Current.Info.TaskQueue}"[..(file.Length > 0 ? ^0 : 0)];
    }

    [Workflow]
    public sealed class FileWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            var limit = TimeSpan.FromSeconds(10);
            var queue = await Workflow.ExecuteActivityAsync((FileActivities files) => files.QueueOfThisWorker(), new() { StartToCloseTimeout = limit });
            var here = new ActivityOptions { TaskQueue = queue, ScheduleToCloseTimeout = limit, HeartbeatTimeout = limit };
            var file = await Workflow.ExecuteActivityAsync((FileActivities files) => files.Download(), here);
            return await Workflow.ExecuteActivityAsync((FileActivities files) => files.Process(file), here);
        }
    }
}
