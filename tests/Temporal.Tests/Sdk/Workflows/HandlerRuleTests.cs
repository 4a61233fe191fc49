using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporal.Tests.Sdk.Workflows;

/// <summary>What handlers may do and which names reach them.</summary>
public sealed class HandlerRuleTests
{
    [Theory]
    [InlineData("__temporal_anything", QueryResultType.Failed)]
    [InlineData("anything", QueryResultType.Answered)]
    public async Task Names_that_belong_to_Temporal_reach_no_dynamic_query(string name, QueryResultType expected)
    {
        var run = WorkflowDriver.Start<TakesAllWorkflow>();
        await run.RunTaskAsync();

        var answer = await run.QueryAsync(name);

        Assert.Equal(expected, answer.CompletedType);
    }

    [Fact]
    public async Task Names_that_belong_to_Temporal_reach_no_dynamic_signal_also_if_it_is_set_later()
    {
        var run = WorkflowDriver.Start<TakesAllWorkflow>();

        await run.Signal("__temporal_anything").Signal("anything").RunTaskAsync();
        await run.Signal("Later").RunTaskAsync();

        var heard = await run.QueryAsync("Heard");
        Assert.Equal("anything", DataConverter.Default.PayloadConverter.ToValue<string>(heard.QueryResult.Payloads_[0]));
    }

    [Theory]
    [InlineData(nameof(TakesAllWorkflow.StartsTimer))]
    [InlineData(nameof(TakesAllWorkflow.StartsTimerInSecret))]
    public async Task A_query_that_gives_commands_fails_whether_it_lets_on_or_not(string query)
    {
        var run = WorkflowDriver.Start<TakesAllWorkflow>();
        await run.RunTaskAsync();

        var answer = await run.QueryAsync(query);

        Assert.StartsWith($"Query handler for {query} created workflow commands", answer.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_that_does_not_exist_is_told_which_do()
    {
        var run = WorkflowDriver.Start<CountdownWorkflow>(1);
        await run.RunTaskAsync();

        var answer = await run.QueryAsync("Nothing");

        Assert.StartsWith("Query handler for Nothing expected but not found, known queries: [", answer.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Last", "signal handlers are still running")]
    [InlineData("Forsaken", "")]
    public async Task Handlers_that_run_when_the_workflow_ends_are_warned_of_unless_they_are_abandoned(string signal, string warning)
    {
        var log = new Warnings();
        var run = new WorkflowDriver(WorkflowDriver.ProcessorFor<HastyWorkflow>(options => options with { LoggerFactory = log })).Started<HastyWorkflow>();
        await run.RunTaskAsync();

        CommandAssert.Types(await run.Signal(signal).RunTaskAsync(), CommandType.CompleteWorkflowExecution);

        Assert.Equal(warning.Length == 0 ? 0 : 1, log.Texts.Count);
        Assert.All(log.Texts, text => Assert.Contains(warning, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_workflow_may_be_a_struct()
    {
        var run = WorkflowDriver.Start<ValueWorkflow>();

        Assert.Equal("done", CommandAssert.Result<string>(await run.RunTaskAsync()));
    }

    [Workflow]
    public sealed class TakesAllWorkflow
    {
        private readonly List<string> _heard = [];

        [WorkflowQuery]
        public string Heard => string.Join(' ', _heard);

        [WorkflowRun]
        public Task RunAsync() => Workflow.WaitConditionAsync(() => false);

        [WorkflowSignal]
        public Task LaterAsync()
        {
            Workflow.DynamicSignal = WorkflowSignalDefinition.CreateWithoutAttribute(null, (string name, IRawValue[] _) =>
            {
                _heard.Add(name);
                return Task.CompletedTask;
            });
            return Task.CompletedTask;
        }

        [WorkflowQuery(Dynamic = true)]
        public string Anything(string name, IRawValue[] values) => name;

        [WorkflowQuery]
        public string StartsTimer()
        {
            _ = Workflow.DelayAsync(5000);
            return "";
        }

        [WorkflowQuery]
        public string StartsTimerInSecret()
        {
            _ = InSecretAsync();
            return "";
        }

        private static async Task InSecretAsync() => await Workflow.DelayAsync(5000);
    }

    [Workflow]
    public sealed class HastyWorkflow
    {
        private bool _asked;

        [WorkflowRun]
        public Task RunAsync() => Workflow.WaitConditionAsync(() => _asked);

        [WorkflowSignal]
        public Task LastAsync() => WaitAsync();

        [WorkflowSignal(UnfinishedPolicy = HandlerUnfinishedPolicy.Abandon)]
        public Task ForsakenAsync() => WaitAsync();

        private Task WaitAsync()
        {
            _asked = true;
            return Workflow.WaitConditionAsync(() => false);
        }
    }

    private sealed class Warnings : ILoggerFactory, ILogger
    {
        public List<string> Texts { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) Texts.Add(formatter(state, exception));
        }
    }

    [Workflow]
    public struct ValueWorkflow
    {
        [WorkflowRun]
        public Task<string> RunAsync() => Task.FromResult("done");
    }
}
