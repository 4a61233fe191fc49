using Temporal.Tests.DevServer;
using Temporal.Tests.Sdk;
using Temporalio.Api.Enums.V1;
using Temporalio.Client.Schedules;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporal.Tests.Samples;

public sealed class ScheduleSample(LocalServer server) : IClassFixture<LocalServer>
{
    private readonly TemporalWorkerOptions _worker = SampleWorkers.OnNewQueue().AddWorkflow<ReminderWorkflow>();
    private readonly string _id = $"schedule-{Guid.NewGuid():N}";

    [Fact]
    public Task A_triggered_schedule_starts_its_workflow() => SampleWorkers.RunAsync(server.Client, _worker, async () =>
    {
        var handle = await server.Client.CreateScheduleAsync(_id, NewSchedule());

        await handle.TriggerAsync();
        await Eventually.HoldsAsync(async () => (await handle.DescribeAsync()).Info.RecentActions.Count == 1);

        var action = Assert.IsType<ScheduleActionExecutionStartWorkflow>((await handle.DescribeAsync()).Info.RecentActions.Single().Action);
        var result = await server.Client.GetWorkflowHandle(action.WorkflowId).GetResultAsync<string>();
        Assert.Equal("remembered the bins", result);
        await handle.DeleteAsync();
    });

    [Fact]
    public async Task What_was_created_is_what_is_described()
    {
        var handle = await server.Client.CreateScheduleAsync(
            _id, NewSchedule(), new() { Memo = new Dictionary<string, object> { ["note"] = "weekly" } });

        var described = await handle.DescribeAsync();

        var action = Assert.IsType<ScheduleActionStartWorkflow>(described.Schedule.Action);
        Assert.Equal(("ReminderWorkflow", _worker.TaskQueue), (action.Workflow, action.Options.TaskQueue));
        Assert.Equal("the bins", await Assert.IsAssignableFrom<IEncodedRawValue>(action.Args.Single()).ToValueAsync<string>());
        Assert.Equal(TimeSpan.FromDays(7), described.Schedule.Spec.Intervals.Single().Every);
        Assert.Equal(
            (ScheduleOverlapPolicy.BufferOne, TimeSpan.FromHours(1)), (described.Schedule.Policy.Overlap, described.Schedule.Policy.CatchupWindow));
        Assert.Equal("weekly", await described.Memo["note"].ToValueAsync<string>());
        Assert.NotEmpty(described.Info.NextActionTimes);
        await handle.DeleteAsync();
    }

    [Fact]
    public async Task A_schedule_is_paused_changed_and_listed()
    {
        var handle = await server.Client.CreateScheduleAsync(_id, NewSchedule());

        await handle.PauseAsync("holidays");
        await handle.UpdateAsync(input => new ScheduleUpdate(input.Description.Schedule with
        {
            Spec = new() { CronExpressions = ["0 12 * * MON"], TimeZoneName = "Europe/Berlin" },
        }));

        var described = await handle.DescribeAsync();
        Assert.Equal((true, "holidays"), (described.Schedule.State.Paused, described.Schedule.State.Note));
        Assert.Equal(new ScheduleRange(12, 12, 1), described.Schedule.Spec.Calendars.Single().Hour.Single());
        await handle.UnpauseAsync();
        Assert.False((await handle.DescribeAsync()).Schedule.State.Paused);
        await Eventually.HoldsAsync(async () => (await ListedAsync()).Contains(_id));
        await handle.DeleteAsync();
        var gone = await Assert.ThrowsAsync<RpcException>(() => handle.DescribeAsync());
        Assert.Equal(RpcException.StatusCode.NotFound, gone.Code);
    }

    [Fact]
    public async Task One_id_is_one_schedule()
    {
        var handle = await server.Client.CreateScheduleAsync(_id, NewSchedule());

        await Assert.ThrowsAsync<ScheduleAlreadyRunningException>(() => server.Client.CreateScheduleAsync(_id, NewSchedule()));

        await handle.DeleteAsync();
    }

    private async Task<List<string>> ListedAsync()
    {
        var listed = new List<string>();
        await foreach (var each in server.Client.ListSchedulesAsync()) listed.Add(each.Id);
        return listed;
    }

    private Schedule NewSchedule() => new(
        ScheduleActionStartWorkflow.Create((ReminderWorkflow reminder) => reminder.RunAsync("the bins"), new($"{_id}-workflow", _worker.TaskQueue!)),
        new() { Intervals = [new(TimeSpan.FromDays(7))] })
    {
        Policy = new() { Overlap = ScheduleOverlapPolicy.BufferOne, CatchupWindow = TimeSpan.FromHours(1) },
    };

    [Workflow]
    public sealed class ReminderWorkflow
    {
        [WorkflowRun]
        public Task<string> RunAsync(string text) => Task.FromResult($"remembered {text}");
    }
}
