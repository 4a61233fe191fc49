using Microsoft.Extensions.Logging;
using Temporalio.Common;
using Temporalio.Workflows;

namespace Temporal.Tests.Sdk.Workflows;

public sealed class InfoTests
{
    [Fact]
    public async Task A_workflow_knows_itself()
    {
        var run = WorkflowDriver.Start<CuriousWorkflow>();

        var info = CommandAssert.Result<string[]>(await run.After(TimeSpan.FromMinutes(1)).RunTaskAsync());

        Assert.Equal(
            ["workflow-1", "run-1", "queue", "default", "CuriousWorkflow", "1", "2031-05-01T12:00:00.0000000Z", "2031-05-01T12:01:00.0000000Z", "3", "c-1"],
            info);
    }

    [Fact]
    public async Task A_workflow_logs_once_however_often_it_is_replayed()
    {
        var lines = new List<string>();
        using var logs = LoggerFactory.Create(builder => builder.AddProvider(new ListProvider(lines)));
        using var processor = WorkflowDriver.ProcessorFor<TalkingWorkflow>(
            options => options with { LoggerFactory = logs, MaxCachedWorkflows = 0 });
        var run = new WorkflowDriver(processor).Started<TalkingWorkflow>();
        await run.RunTaskAsync();

        await run.FireTimer("1").RunTaskAsync();

        Assert.Equal(["before", "after"], lines);
    }

    [Workflow]
    public sealed class CuriousWorkflow
    {
        [WorkflowRun]
        public Task<string[]> RunAsync()
        {
            var info = Workflow.Info;
            var customer = SearchAttributeKey.CreateKeyword("Customer");
            Workflow.UpsertTypedSearchAttributes(customer.ValueSet("c-1"));
            return Task.FromResult(new[]
            {
                info.WorkflowId, info.RunId, info.TaskQueue, info.Namespace, info.WorkflowType, $"{info.Attempt}",
                $"{info.WorkflowStartTime:O}", $"{Workflow.UtcNow:O}", $"{Workflow.CurrentHistoryLength}",
                Workflow.TypedSearchAttributes.Get(customer),
            });
        }
    }

    [Workflow]
    public sealed class TalkingWorkflow
    {
        [WorkflowRun]
        public async Task RunAsync()
        {
            Workflow.Logger.LogInformation("before");
            await Workflow.DelayAsync(1000);
            Workflow.Logger.LogInformation("after");
        }
    }

    private sealed class ListProvider(List<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add(formatter(state, exception));

        public void Dispose() => lines.TrimExcess();
    }
}
