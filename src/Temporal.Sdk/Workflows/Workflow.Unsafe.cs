namespace Temporalio.Workflows;

/// <content>What may break replays.</content>
public static partial class Workflow
{
    /// <summary>Calls that may make a workflow behave differently when it is replayed. To be avoided.</summary>
    public static class Unsafe
    {
        /// <summary>Whether what happens now happened before.</summary>
        public static bool IsReplaying => Context.IsReplaying;

        /// <summary>Whether history is being repeated. Unlike <see cref="IsReplaying"/> false in queries and in validators of updates, which are new whenever they run.</summary>
        public static bool IsReplayingHistoryEvents => Context.IsReplayingHistory;

        /// <summary>Runs code that is allowed to leave the workflow's scheduler, as long as it blocks until it is back.</summary>
        /// <typeparam name="T">Type of the result.</typeparam>
        /// <param name="fn">The code; must not start activities, timers or the like.</param>
        /// <returns>Its result.</returns>
        /// <exception cref="InvalidOperationException">The code started activities, timers or the like.</exception>
        public static T WithTracingEventListenerDisabled<T>(Func<T> fn) => Context.RunUntracked(fn);

        /// <summary>Runs code that is allowed to leave the workflow's scheduler, as long as it blocks until it is back.</summary>
        /// <param name="fn">The code; must not start activities, timers or the like.</param>
        /// <exception cref="InvalidOperationException">The code started activities, timers or the like.</exception>
        public static void WithTracingEventListenerDisabled(Action fn) => Context.RunUntracked<ValueTuple>(() =>
        {
            fn();
            return default;
        });
    }
}
