using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Testing;
using Temporalio.Worker;

namespace Temporal.Tests.Sdk.Testing;

public sealed class WorkflowEnvironmentTests
{
    [Fact]
    public async Task A_month_passes_in_the_time_it_takes_to_skip_it()
    {
        await using var environment = await WorkflowEnvironment.StartTimeSkippingAsync();
        using var worker = new TemporalWorker(environment.Client, new TemporalWorkerOptions("queue").AddWorkflow<SleepWorkflow>());
        var begin = TimeProvider.System.GetTimestamp();

        var slept = await worker.WhileAsync(() => environment.Client.ExecuteWorkflowAsync(
            (SleepWorkflow workflow) => workflow.RunAsync(TimeSpan.FromDays(30)), new("sleeper", "queue")));

        Assert.True(environment.SupportsTimeSkipping);
        Assert.InRange(slept, TimeSpan.FromDays(30), TimeSpan.FromDays(30) + TimeSpan.FromMinutes(1));
        Assert.True(TimeProvider.System.GetElapsedTime(begin) < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_test_may_move_the_clock_itself()
    {
        await using var environment = await WorkflowEnvironment.StartTimeSkippingAsync();
        var begin = await environment.GetCurrentTimeAsync();

        await environment.DelayAsync(TimeSpan.FromHours(6), TestContext.Current.CancellationToken);

        Assert.InRange(await environment.GetCurrentTimeAsync() - begin, TimeSpan.FromHours(6), TimeSpan.FromHours(6.1));
    }

    [Fact]
    public async Task Time_stands_while_skipping_is_off()
    {
        await using var environment = await WorkflowEnvironment.StartTimeSkippingAsync();
        var options = new WorkflowOptions("decider", "queue");
        using var worker = new TemporalWorker(
            environment.Client, new TemporalWorkerOptions("queue").AddWorkflow<DecisionWorkflow>().AddWorkflow<SleepWorkflow>());

        var passed = await worker.WhileAsync(async () =>
        {
            await environment.Client.StartWorkflowAsync((SleepWorkflow workflow) => workflow.RunAsync(TimeSpan.FromDays(1)), new("sleeper", "queue"));
            options.SignalWithStart((DecisionWorkflow workflow) => workflow.DecideAsync("yes"));
            var begin = await environment.GetCurrentTimeAsync();
            await environment.WithAutoTimeSkippingDisabledAsync(() =>
                environment.Client.ExecuteWorkflowAsync((DecisionWorkflow workflow) => workflow.RunAsync(), options));
            return await environment.GetCurrentTimeAsync() - begin;
        });

        Assert.True(passed < TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_local_environment_keeps_real_time_and_ends_with_its_disposal()
    {
        string target;
        await using (var environment = await WorkflowEnvironment.StartLocalAsync(new() { Namespace = "mine" }))
        {
            target = environment.Client.Connection.Options.TargetHost!;
            await environment.Client.StartWorkflowAsync("anything", [], new("id", "queue"));
            Assert.False(environment.SupportsTimeSkipping);
            Assert.Equal("mine", environment.Client.Options.Namespace);
        }

        await Assert.ThrowsAsync<InvalidOperationException>(() => TemporalClient.ConnectAsync(new(target)));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_said_to_be_missing()
    {
        var options = new WorkflowEnvironmentStartLocalOptions { DevServerOptions = { ExistingPath = "/nowhere/temporal" } };

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => WorkflowEnvironment.StartLocalAsync(options));

        Assert.Contains("/nowhere/temporal", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_local_server_is_asked_for_what_the_options_say()
    {
        await using var environment = await WorkflowEnvironment.StartLocalAsync(new()
        {
            UI = true,
            SearchAttributes = [SearchAttributeKey.CreateKeyword("customer")],
            DevServerOptions = { DownloadVersion = "v1.2.3", ExtraArgs = ["--search-attribute", "amount=Double", "--dynamic-config-value", "frontend.x=true"] },
        });

        var attributes = (await environment.Client.Connection.OperatorService.ListSearchAttributesAsync(new() { Namespace = "default" })).CustomAttributes;

        Assert.Equal(IndexedValueType.Keyword, attributes["customer"]);
        Assert.Equal(IndexedValueType.Double, attributes["amount"]);
    }

    [Fact]
    public async Task A_time_skipping_server_is_for_this_machine_alone()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => WorkflowEnvironment.StartTimeSkippingAsync(new() { TargetHost = "10.1.2.3:7233" }));

        Assert.Contains("10.1.2.3", error.Message, StringComparison.Ordinal);
    }
}
