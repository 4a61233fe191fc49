using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporal.Tests.Sdk.Workflows;

public sealed class ExternalTests
{
    [Fact]
    public async Task A_signal_is_done_when_the_other_workflow_has_it()
    {
        var run = await AskAsync("signal");
        await run.DeliverSignal("other").RunTaskAsync();

        Assert.Equal("delivered", await run.EndAsync());
    }

    [Fact]
    public async Task A_signal_nobody_is_there_for_fails()
    {
        var run = await AskAsync("signal");
        await run.RefuseSignal("other").RunTaskAsync();

        Assert.Equal("Unable to signal external workflow because it was not found", await run.EndAsync());
    }

    [Fact]
    public async Task A_signal_cancelled_before_its_command_is_sent_never_reaches_the_server()
    {
        var run = WorkflowDriver.Start<SenderWorkflow>("signal", true);

        var commands = await run.RunTaskAsync();

        Assert.Empty(commands);
        Assert.Equal("cancelled", await run.EndAsync());
    }

    [Fact]
    public async Task A_signal_that_is_on_its_way_cannot_be_called_back()
    {
        var run = await AskAsync("signal");
        var commands = await run.Signal("Stop").RunTaskAsync();
        await run.DeliverSignal("other").RunTaskAsync();

        Assert.Empty(commands);
        Assert.Equal("delivered", await run.EndAsync());
    }

    [Fact]
    public async Task A_cancel_request_is_done_when_the_other_workflow_has_it()
    {
        var run = await AskAsync("cancel");
        await run.DeliverCancel("other").RunTaskAsync();

        Assert.Equal("delivered", await run.EndAsync());
    }

    [Fact]
    public async Task A_cancel_request_nobody_is_there_for_fails()
    {
        var run = await AskAsync("cancel");
        await run.RefuseCancel("other").RunTaskAsync();

        Assert.Equal("Unable to cancel external workflow because not found", await run.EndAsync());
    }

    private static async Task<WorkflowDriver> AskAsync(string what)
    {
        var run = WorkflowDriver.Start<SenderWorkflow>(what, false);
        CommandAssert.Types(
            await run.RunTaskAsync(),
            what == "signal" ? CommandType.SignalExternalWorkflowExecution : CommandType.RequestCancelExternalWorkflowExecution);
        return run;
    }

    [Workflow]
    public sealed class SenderWorkflow
    {
        private readonly CancellationTokenSource _stop = new();
        private bool _mayEnd;

        [WorkflowRun]
        public async Task<string> RunAsync(string what, bool stopsAtOnce)
        {
            var sending = SendAsync(what);
            if (stopsAtOnce) _stop.Cancel();
            var told = await sending;
            await Workflow.WaitConditionAsync(() => _mayEnd);
            return told;
        }

        [WorkflowSignal]
        public Task StopAsync()
        {
            _stop.Cancel();
            return Task.CompletedTask;
        }

        [WorkflowSignal]
        public Task EndAsync()
        {
            _mayEnd = true;
            return Task.CompletedTask;
        }

        private async Task<string> SendAsync(string what)
        {
            var other = Workflow.GetExternalWorkflowHandle("other");
            try
            {
                await (what == "cancel" ? other.CancelAsync() : other.SignalAsync("Hello", [], new() { CancellationToken = _stop.Token }));
                return "delivered";
            }
            catch (CanceledFailureException)
            {
                return "cancelled";
            }
            catch (ApplicationFailureException failed)
            {
                return failed.Message;
            }
        }
    }
}
