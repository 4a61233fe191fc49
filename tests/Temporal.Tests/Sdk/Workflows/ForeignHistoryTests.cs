using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporal.Tests.Sdk.Workflows;

/// <summary>Histories in the shapes that Temporal's own .NET worker made in its time, and ours in theirs.</summary>
public sealed class ForeignHistoryTests
{
    private const string Official = "temporal-dotnet";
    private const string Ours = "temporal-dotnet-managed";

    public static TheoryData<string, string, string, bool> Makers => new()
    {
        { "", "", "build", false },
        { Official, "", "build", false },
        { "", "1", "build", false },
        { Official, "2", "build", true },
        { "temporal-typescript", "", "build", true },
        { "", "1", "", true },
        { Ours, "1", "", true },
        { Ours, "2", "", true },
    };

    [Theory]
    [MemberData(nameof(Makers))]
    public async Task Without_the_flag_a_message_is_done_with_before_the_next_one_comes(string name, string flag, string build, bool together)
    {
        var history = new HistoryBuilder("Desk").Task(Said(name, flag), build).Signal("Note", "a").Signal("Note", "b").Task(Said("", ""), build);

        Assert.Null(await history.Activity(together ? "a+b" : "a").ReplayAsync<DeskWorkflow>());
    }

    [Theory]
    [MemberData(nameof(Makers))]
    public async Task Without_the_flag_all_conditions_that_hold_are_met_at_once(string name, string flag, string build, bool together)
    {
        var history = new HistoryBuilder("Relay").Task(Said(name, flag), build);

        Assert.Null(await history.Activity(together ? "bac" : "bca").ReplayAsync<RelayWorkflow>());
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("1", true)]
    public async Task An_answer_beside_the_end_is_lost_unless_the_end_was_moved_behind_it(string flag, bool kept)
    {
        var history = new HistoryBuilder("Closing").Task(Said("", ""), "build").Signal("Wake").Task(Said("", flag), "build").Accepted("u", "Close");

        if (kept) history.Answered("u");

        Assert.Null(await history.Completed().ReplayAsync<ClosingWorkflow>());
    }

    [Fact]
    public async Task A_task_that_says_nothing_was_done_by_an_old_worker_of_Temporals_own()
    {
        var history = new HistoryBuilder("Desk").Task().Signal("Note", "a").Signal("Note", "b").Task().Activity("a");

        Assert.Null(await history.ReplayAsync<DeskWorkflow>());
    }

    [Theory]
    [InlineData(Official, "2", "build", "0263fb8d-f412-4a44-986d-2712d25097f1")]
    [InlineData(Ours, "2", "", "0263fb8d-f412-4a44-986d-2712d25097f1")]
    [InlineData(Ours, "1", "", "e5acb697-0951-4cb6-a5fa-22f34d59b6a6")]
    [InlineData("", "1", "", "e5acb697-0951-4cb6-a5fa-22f34d59b6a6")]
    public async Task A_child_without_an_id_gets_the_one_its_history_has(string name, string flag, string build, string id)
    {
        var history = new HistoryBuilder("Parent", "01a1ff5c-54bb-7559-9c9e-0cfc2552f1f7").Task(Said(name, flag), build).Child(id, "Desk");

        Assert.Null(await history.ReplayAsync<ParentWorkflow>());
    }

    [Fact]
    public async Task The_first_task_of_a_run_says_how_it_is_run_and_later_ones_what_is_new()
    {
        var run = WorkflowDriver.Start<DeskWorkflow>();

        await run.RunTaskAsync();
        await run.Signal("Note", "a").RunTaskAsync();

        var said = run.Events.Select(happened => happened.WorkflowTaskCompletedEventAttributes).OfType<WorkflowTaskCompletedEventAttributes>().ToList();
        Assert.Equal([2u], said[0].SdkMetadata.LangUsedFlags);
        Assert.Equal(Ours, said[0].SdkMetadata.SdkName);
        Assert.Null(said[1].SdkMetadata);
    }

    [Fact]
    public async Task Who_goes_on_with_the_run_of_another_worker_says_so_and_keeps_its_ways()
    {
        var run = WorkflowDriver.Start<RelayWorkflow>();
        await run.RunTaskAsync();
        var first = run.Events.Single(happened => happened.EventType == EventType.WorkflowTaskCompleted).WorkflowTaskCompletedEventAttributes;
        (first.SdkMetadata, first.BinaryChecksum) = (Said(Official, ""), "build");
        run.Events.Single(happened => happened.EventType == EventType.ActivityTaskScheduled).ActivityTaskScheduledEventAttributes.ActivityType.Name = "bca";

        var moved = run.MovedTo(WorkflowDriver.ProcessorFor<RelayWorkflow>()).Signal("Nothing");
        await moved.RunTaskAsync();

        var second = moved.Events.Last(happened => happened.EventType == EventType.WorkflowTaskCompleted).WorkflowTaskCompletedEventAttributes.SdkMetadata;
        Assert.Equal((Ours, 0), (second.SdkName, second.LangUsedFlags.Count));
    }

    [Fact]
    public async Task What_is_not_deterministic_is_called_so_by_the_name_people_look_up()
    {
        var failed = await new HistoryBuilder("Relay").Task(Said(Official, "2"), "build").Activity("other").ReplayAsync<RelayWorkflow>();

        Assert.StartsWith("[TMPRL1100] Nondeterminism error: ", Assert.IsType<WorkflowNondeterminismException>(failed).Message, StringComparison.Ordinal);
    }

    private static WorkflowTaskCompletedMetadata Said(string name, string flag)
    {
        var said = new WorkflowTaskCompletedMetadata { SdkName = name, SdkVersion = name.Length == 0 ? "" : "1.1.0" };
        if (flag.Length > 0) said.LangUsedFlags.Add(uint.Parse(flag, System.Globalization.CultureInfo.InvariantCulture));
        return said;
    }

    private static Task AskAsync(string activity) =>
        Workflow.ExecuteActivityAsync(activity, [], new() { StartToCloseTimeout = TimeSpan.FromSeconds(10) });

    [Workflow("Desk")]
    public sealed class DeskWorkflow
    {
        private readonly List<string> _notes = [];

        [WorkflowRun]
        public async Task RunAsync()
        {
            await Workflow.WaitConditionAsync(() => _notes.Count > 0 && Workflow.AllHandlersFinished);
            await AskAsync(string.Join('+', _notes));
        }

        [WorkflowSignal]
        public Task NoteAsync(string text)
        {
            _notes.Add(text);
            return Task.CompletedTask;
        }
    }

    [Workflow("Relay")]
    public sealed class RelayWorkflow
    {
        private string _order = "";

        [WorkflowRun]
        public async Task RunAsync()
        {
            await Workflow.WhenAllAsync([
                AddAsync(() => _order.Length > 0, "a"),
                AddAsync(() => true, "b"),
                AddAsync(() => true, "c"),
            ]);
            await AskAsync(_order);
        }

        [WorkflowSignal]
        public Task NothingAsync() => Task.CompletedTask;

        private async Task AddAsync(Func<bool> condition, string name)
        {
            await Workflow.WaitConditionAsync(condition);
            _order += name;
        }
    }

    [Workflow("Closing")]
    public sealed class ClosingWorkflow
    {
        private bool _asked;
        private bool _closed;

        [WorkflowRun]
        public async Task RunAsync()
        {
            await Workflow.WaitConditionAsync(() => _asked);
            _closed = true;
        }

        [WorkflowSignal]
        public Task WakeAsync() => Task.CompletedTask;

        [WorkflowUpdate]
        public async Task CloseAsync()
        {
            _asked = true;
            await Workflow.WaitConditionAsync(() => _closed);
        }
    }

    [Workflow("Parent")]
    public sealed class ParentWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.StartChildWorkflowAsync("Desk", [], new());
    }
}
