using Temporal.DevServer.Engine;
using Temporal.DevServer.Hosting;
using Temporal.DevServer.State;

namespace Temporal.DevServer.Activities;

/// <summary>Finds the activity a report is about, by token or by id, and applies it.</summary>
internal static class ActivityReports
{
    private const string Gone = "activity not found or already completed";

    /// <exception cref="RpcStatusException">NOT_FOUND: no such activity, or the token is of an attempt that is over.</exception>
    internal static ValueTask<T> ByTokenAsync<T>(
        WorkflowEngine engine, NamespaceEntry ns, ByteString sealedToken, Func<Transition, ActivityEntry, T> report)
    {
        if (engine.Tokens.Open(sealedToken) is not { QueryId: "" } token || token.Namespace != ns.Name) throw Failures.NotFound(Gone);
        return engine.ChangeAsync(new(token.Namespace, token.WorkflowId), token.RunId, (t, _) =>
        {
            var entry = t.Run.FindActivity(token.ScheduledEventId) ?? throw Failures.NotFound(Gone);
            var attempt = t.Run.Volatile.Activities[token.ScheduledEventId];
            if (attempt.StartedTicks == 0 || attempt.Attempt != token.Attempt || attempt.Stamp != token.Stamp) throw Failures.NotFound(Gone);
            return report(t, entry);
        });
    }

    /// <summary>As <see cref="ByTokenAsync"/>; whichever attempt runs now is meant.</summary>
    internal static ValueTask<T> ByIdAsync<T>(
        WorkflowEngine engine, NamespaceEntry ns, string workflowId, string runId, string activityId, Func<Transition, ActivityEntry, T> report) =>
        engine.ChangeAsync(new(ns.Name, workflowId), runId, (t, _) =>
        {
            var entry = t.Run.ActivityIds.TryGetValue(activityId, out var id) ? t.Run.FindActivity(id) : null;
            if (entry is null || t.Run.Volatile.Activities[entry.ScheduledEventId].StartedTicks == 0) throw Failures.NotFound(Gone);
            return report(t, entry);
        });

    internal static HeartbeatAnswer Heartbeat(Transition t, ActivityEntry entry, Payloads? details)
    {
        var attempt = t.Run.Volatile.Activities[entry.ScheduledEventId];
        attempt.HeartbeatTicks = t.Now;
        attempt.Heartbeat = details;
        t.Touch();
        return new(entry.CancelRequestedEventId > 0, attempt.Paused is not null, attempt.ResetRequested);
    }

    internal static bool Fail(Transition t, ActivityEntry entry, Temporalio.Api.Failure.V1.Failure? failure, Payloads? lastHeartbeat, string identity)
    {
        if (failure is null) throw Failures.InvalidArgument("Failure is not set on request.");
        if (lastHeartbeat is not null) t.Run.Volatile.Activities[entry.ScheduledEventId].Heartbeat = lastHeartbeat;
        ActivityLifecycle.Fail(t, entry, failure, identity);
        return true;
    }

    internal static bool Complete(Transition t, ActivityEntry entry, Payloads? result, string identity)
    {
        ActivityLifecycle.Complete(t, entry, result, identity);
        return true;
    }

    /// <exception cref="RpcStatusException">INVALID_ARGUMENT: nobody asked to cancel it.</exception>
    internal static bool Cancel(Transition t, ActivityEntry entry, Payloads? details, string identity)
    {
        if (entry.CancelRequestedEventId == 0) throw Failures.InvalidArgument("Activity cancellation was not requested.");
        ActivityLifecycle.Cancel(t, entry, details, identity);
        return true;
    }
}
