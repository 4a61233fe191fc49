using Temporalio.Workflows;

namespace Temporal.Tests.Sdk.Workflows;

public sealed class DefinitionTests
{
    [Fact]
    public void Names_come_from_attributes_or_members()
    {
        var definition = WorkflowDefinition.Create<IGreetingWorkflow>();

        Assert.Equal("GreetingWorkflow", definition.Name);
        Assert.Equal(["Greet", "wave"], definition.Signals.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["Greeting", "count"], definition.Queries.Keys.Order(StringComparer.Ordinal));
        Assert.False(definition.Instantiable);
    }

    [Fact]
    public void A_type_without_the_attribute_is_no_workflow() =>
        Assert.Throws<ArgumentException>(() => WorkflowDefinition.Create<string>());

    [Fact]
    public void All_broken_rules_are_reported_at_once()
    {
        var broken = Assert.Throws<AggregateException>(() => WorkflowDefinition.Create<BrokenWorkflow>());

        var messages = broken.InnerExceptions.Select(inner => inner.Message).ToList();
        Assert.Equal(6, messages.Count);
        Assert.Contains(messages, message => message.Contains("must return Task", StringComparison.Ordinal));
        Assert.Contains(messages, message => message.Contains("must be public", StringComparison.Ordinal));
        Assert.Contains(messages, message => message.Contains("must not return a task", StringComparison.Ordinal));
        Assert.Contains(messages, message => message.Contains("more than one WorkflowQuery named twice", StringComparison.Ordinal));
        Assert.Contains(messages, message => message.Contains("parameters of the WorkflowInit constructor", StringComparison.Ordinal));
        Assert.Contains(messages, message => message.Contains("no usable method with WorkflowRun", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_init_constructor_gets_the_arguments_on_the_workflows_scheduler()
    {
        var run = WorkflowDriver.Start<InitWorkflow>("Ada");

        Assert.Equal("Ada in InitWorkflow", CommandAssert.Result<string>(await run.RunTaskAsync()));
    }

    [Fact]
    public void A_workflow_that_needs_injection_is_refused()
    {
        var refused = Assert.Throws<ArgumentException>(() => WorkflowDriver.ProcessorFor<NeedyWorkflow>());

        Assert.Contains("Workflows get nothing injected", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_arguments_take_their_defaults_and_surplus_ones_are_ignored()
    {
        var fewer = WorkflowDriver.Start<DefaultsWorkflow>("a");
        var more = WorkflowDriver.Start<DefaultsWorkflow>("a", 2, "ignored");

        Assert.Equal("a 7", CommandAssert.Result<string>(await fewer.RunTaskAsync()));
        Assert.Equal("a 2", CommandAssert.Result<string>(await more.RunTaskAsync()));
    }

    [Workflow]
    public interface IGreetingWorkflow
    {
        [WorkflowQuery("count")]
        int Count { get; }

        [WorkflowRun]
        Task RunAsync();

        [WorkflowSignal]
        Task GreetAsync(string name);

        [WorkflowSignal("wave")]
        Task WaveAsync();

        [WorkflowQuery]
        string Greeting();
    }

    [Workflow]
    public sealed class BrokenWorkflow
    {
        [WorkflowInit]
        public BrokenWorkflow(int number) => _ = number;

        [WorkflowRun]
        public Task RunAsync(string text) => Task.FromResult(text);

        [WorkflowSignal]
        public void Wrong() => _ = this;

        [WorkflowSignal]
        internal Task HiddenAsync() => Task.FromResult(this);

        [WorkflowQuery]
        public Task<int> LaterAsync() => Task.FromResult(GetHashCode());

        [WorkflowQuery("twice")]
        public int One() => GetHashCode();

        [WorkflowQuery("twice")]
        public int Other() => GetHashCode();
    }

    [Workflow]
    public sealed class InitWorkflow
    {
        private readonly string _name;

        [WorkflowInit]
        public InitWorkflow(string name) => _name = $"{name} in {Workflow.Info.WorkflowType}";

        [WorkflowRun]
        public Task<string> RunAsync(string name) => Task.FromResult(_name);
    }

    [Workflow]
    public sealed class NeedyWorkflow(TimeProvider time)
    {
        [WorkflowRun]
        public Task RunAsync() => Task.FromResult(time);
    }

    [Workflow]
    public sealed class DefaultsWorkflow
    {
        [WorkflowRun]
        public Task<string> RunAsync(string text, int number = 7) => Task.FromResult($"{text} {number}");
    }
}
