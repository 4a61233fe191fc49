using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporal.Tests.Samples;

/// <summary>The workflows of tests/conformance/temporal/abilities.mjs, command for command. Never changed, only added to.</summary>
public static class AbilityWorkflows
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    public static IReadOnlyList<Type> All { get; } =
    [
        typeof(Continues), typeof(Kid), typeof(Families), typeof(Neighbours), typeof(Labours), typeof(Errands), typeof(Labels), typeof(Waits),
        typeof(Compensates), typeof(Breaks), typeof(Patches), typeof(Messages),
    ];

    /// <summary>What a task failed with, in one word or message.</summary>
    private static async Task<string> FailureAsync(Task running)
    {
        try
        {
            await running;
            return "nothing";
        }
        catch (Exception failed)
        {
            if (TemporalException.IsCanceledException(failed)) return "cancelled";
            if (failed is WorkflowAlreadyStartedException) return "taken";
            while (failed.InnerException is { } inner) failed = inner;
            return failed is TimeoutFailureException ? "timeout" : failed.Message;
        }
    }

    /// <summary>Starts something, waits, cancels it, and says how it ended.</summary>
    private static async Task<string> CancelledAsync(Func<CancellationToken, Task> start, TimeSpan? wait)
    {
        using var stop = new CancellationTokenSource();
        var ended = FailureAsync(start(stop.Token));
        if (wait is { } some) await Workflow.DelayAsync(some);
        stop.Cancel();
        return await ended;
    }

    public static class Activities
    {
        [Activity("tidy")]
        public static string Tidy(string what) => what;

        [Activity("flaky")]
        public static string Flaky() => ActivityExecutionContext.Current.Info.Attempt is var attempt and > 1
            ? $"attempt {attempt}"
            : throw new ApplicationFailureException("not yet");

        [Activity("stuck")]
        public static Task StuckAsync()
        {
            var stopped = new TaskCompletionSource();
            ActivityExecutionContext.Current.CancellationToken.Register(() => stopped.SetCanceled());
            return stopped.Task;
        }

        [Activity("patient")]
        public static async Task PatientAsync()
        {
            var context = ActivityExecutionContext.Current;
            using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            while (await beat.WaitForNextTickAsync(context.CancellationToken)) context.Heartbeat();
        }
    }

    [Workflow("continues")]
    public sealed class Continues
    {
        [WorkflowRun]
        public async Task<string> RunAsync(int left)
        {
            if (left == 0) return "landed";
            await Workflow.DelayAsync(1);
            throw Workflow.CreateContinueAsNewException((Continues next) => next.RunAsync(left - 1));
        }
    }

    [Workflow("kid")]
    public sealed class Kid
    {
        [WorkflowRun]
        public async Task<string> RunAsync(string how)
        {
            if (how == "fail") throw new ApplicationFailureException("no luck", nonRetryable: true);
            if (how == "wait") await Workflow.DelayAsync(TimeSpan.FromDays(1));
            return how;
        }
    }

    [Workflow("families")]
    public sealed class Families
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            var log = new List<string> { await KidAsync("fine", new() { Id = Name(1) }) };
            log.Add(await FailureAsync(KidAsync("fail", new() { Id = Name(2) })));
            log.Add(await FailureAsync(KidAsync("fine", new() { Id = Name(1), IdReusePolicy = WorkflowIdReusePolicy.RejectDuplicate })));
            log.Add(await CancelledAsync(token => KidAsync("wait", new() { Id = Name(3), CancellationToken = token }), Moment));
            log.Add(await CancelledAsync(
                token => KidAsync("wait", new() { Id = Name(4), CancellationToken = token, CancellationType = ChildWorkflowCancellationType.TryCancel }), Moment));
            log.Add(await CancelledAsync(token => KidAsync("wait", new() { Id = Name(5), CancellationToken = token }), null));
            await Workflow.StartChildWorkflowAsync(
                (Kid kid) => kid.RunAsync("wait"), new() { Id = Name(6), ParentClosePolicy = Temporalio.Workflows.ParentClosePolicy.Abandon });
            return string.Join(", ", log);
        }

        private static string Name(int number) => $"{Workflow.Info.WorkflowId}-{number}";

        private static Task<string> KidAsync(string how, ChildWorkflowOptions options) =>
            Workflow.ExecuteChildWorkflowAsync((Kid kid) => kid.RunAsync(how), options);
    }

    [Workflow("neighbours")]
    public sealed class Neighbours
    {
        [WorkflowRun]
        public async Task<string> RunAsync(string id)
        {
            await Workflow.GetExternalWorkflowHandle(id).SignalAsync("poke", [1]);
            await Workflow.GetExternalWorkflowHandle(id).CancelAsync();
            var signal = await FailureAsync(Workflow.GetExternalWorkflowHandle("nobody").SignalAsync("poke", [2]));
            return $"{signal}, {await FailureAsync(Workflow.GetExternalWorkflowHandle("nobody").CancelAsync())}";
        }
    }

    [Workflow("labours")]
    public sealed class Labours
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            var retry = new RetryPolicy { InitialInterval = TimeSpan.FromMilliseconds(10), MaximumAttempts = 3 };
            var log = new List<string>
            {
                await Workflow.ExecuteActivityAsync(() => Activities.Flaky(), new() { StartToCloseTimeout = Limit, RetryPolicy = retry }),
                await FailureAsync(Workflow.ExecuteActivityAsync(
                    () => Activities.StuckAsync(), new() { StartToCloseTimeout = Moment, RetryPolicy = new() { MaximumAttempts = 1 } })),
            };
            log.Add(await CancelledAsync(token => PatientAsync(token, ActivityCancellationType.WaitCancellationCompleted), Moment));
            log.Add(await CancelledAsync(token => PatientAsync(token, ActivityCancellationType.TryCancel), Moment));
            log.Add(await CancelledAsync(token => PatientAsync(token, ActivityCancellationType.Abandon), Moment));
            log.Add(await CancelledAsync(token => PatientAsync(token, ActivityCancellationType.TryCancel), null));
            return string.Join(", ", log);
        }

        private static Task PatientAsync(CancellationToken token, ActivityCancellationType type) => Workflow.ExecuteActivityAsync(
            () => Activities.PatientAsync(),
            new() { StartToCloseTimeout = Limit, HeartbeatTimeout = Limit / 2, CancellationToken = token, CancellationType = type });
    }

    [Workflow("errands")]
    public sealed class Errands
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            var log = new List<string> { await Workflow.ExecuteLocalActivityAsync(() => Activities.Flaky(), Short()) };
            log.Add(await Workflow.ExecuteLocalActivityAsync(() => Activities.Flaky(), Errand(10, 50)));
            log.Add(await FailureAsync(Workflow.ExecuteLocalActivityAsync(() => GoldenHistoryTests.GoldenActivities.Fail(), Short())));
            log.AddRange(await Workflow.WhenAllAsync(GreetAsync("Ada"), GreetAsync("Bob")));
            await Workflow.DelayAsync(1);
            return string.Join(", ", log);
        }

        private static Task<string> GreetAsync(string name) =>
            Workflow.ExecuteLocalActivityAsync(() => GoldenHistoryTests.GoldenActivities.Greet(name), Short());

        private static LocalActivityOptions Short() => Errand(60_000, 1);

        private static LocalActivityOptions Errand(int threshold, int interval) => new()
        {
            StartToCloseTimeout = Limit,
            LocalRetryThreshold = TimeSpan.FromMilliseconds(threshold),
            RetryPolicy = new() { InitialInterval = TimeSpan.FromMilliseconds(interval), MaximumAttempts = 3 },
        };
    }

    [Workflow("labels")]
    public sealed class Labels
    {
        internal static readonly SearchAttributeKey<string> Tier = SearchAttributeKey.CreateKeyword("AbilityTier");

        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            Workflow.UpsertTypedSearchAttributes(Tier.ValueSet("gold"));
            Workflow.UpsertMemo(MemoUpdate.ValueSet("note", "seen"), MemoUpdate.ValueSet("other", 2));
            await Workflow.DelayAsync(1);
            Workflow.UpsertTypedSearchAttributes(Tier.ValueUnset());
            Workflow.UpsertMemo(MemoUpdate.ValueUnset("other"));
            return "labelled";
        }
    }

    [Workflow("waits")]
    public sealed class Waits
    {
        private bool _is;

        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            var expired = await Workflow.WaitConditionAsync(() => false, 20);
            var later = await CancelledAsync(token => Workflow.DelayAsync(TimeSpan.FromDays(1), token), TimeSpan.FromMilliseconds(10));
            var once = await CancelledAsync(token => Workflow.DelayAsync(TimeSpan.FromDays(1), token), null);
            var held = Workflow.WaitConditionAsync(() => _is, TimeSpan.FromDays(1));
            // In TypeScript the wait's timer is made at once, here by a task of its own.
            await Workflow.RunTaskAsync(() => Task.CompletedTask);
            await Workflow.DelayAsync(1);
            _is = true;
            var met = await held;
            await Workflow.WhenAnyAsync(Workflow.DelayAsync(5), Workflow.DelayAsync(TimeSpan.FromHours(1)));
            return $"{expired}, {later}, {once}, {met}".ToLowerInvariant();
        }
    }

    [Workflow("compensates")]
    public sealed class Compensates
    {
        [WorkflowRun]
        public async Task RunAsync()
        {
            await TidyAsync("begin", null);
            try
            {
                await Workflow.DelayAsync(TimeSpan.FromDays(1));
            }
            catch (OperationCanceledException)
            {
                await TidyAsync("end", CancellationToken.None);
                throw;
            }
        }

        private static Task<string> TidyAsync(string what, CancellationToken? token) =>
            Workflow.ExecuteActivityAsync(() => Activities.Tidy(what), new() { StartToCloseTimeout = Limit, CancellationToken = token });
    }

    [Workflow("breaks")]
    public sealed class Breaks
    {
        [WorkflowRun]
        public async Task RunAsync()
        {
            await Workflow.DelayAsync(1);
            throw new ApplicationFailureException("broken", "Breakage", nonRetryable: true, details: [7]);
        }
    }

    [Workflow("patches")]
    public sealed class Patches
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            var log = new List<bool>();
            Workflow.DeprecatePatch("gone");
            for (var i = 0; i < 2; i++)
            {
                log.Add(Workflow.Patched("first"));
                await Workflow.DelayAsync(1);
                log.Add(Workflow.Patched("second"));
            }

            return string.Join(", ", log).ToLowerInvariant();
        }
    }

    [Workflow("messages")]
    public sealed class Messages
    {
        private readonly List<string> _log = [];
        private bool _ended;

        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            await Workflow.WaitConditionAsync(() => _ended);
            return Log();
        }

        [WorkflowQuery("log")]
        public string Log() => string.Join(", ", _log);

        [WorkflowSignal("say")]
        public Task SayAsync(string text, int times)
        {
            _log.Add(string.Concat(Enumerable.Repeat(text, times)));
            return Task.CompletedTask;
        }

        [WorkflowSignal("end")]
        public Task EndAsync()
        {
            _ended = true;
            return Task.CompletedTask;
        }

        [WorkflowUpdateValidator(nameof(PutAsync))]
        public void ValidatePut(string text)
        {
            if (text.Length == 0) throw new ApplicationFailureException("empty");
        }

        [WorkflowUpdate("put")]
        public async Task<int> PutAsync(string text)
        {
            if (text == "fail") throw new ApplicationFailureException("not that");
            await Workflow.ExecuteActivityAsync(() => Activities.Tidy(text), new() { StartToCloseTimeout = Limit });
            _log.Add(text);
            return _log.Count;
        }

        [WorkflowUpdate("now")]
        public Task<int> NowAsync(string text)
        {
            _log.Add(text);
            return Task.FromResult(_log.Count);
        }
    }
}
