using Google.Protobuf;
using Temporal.DevServer.Engine;
using Temporal.DevServer.State;

namespace Temporal.Tests.DevServer.Simulation;

/// <summary>The promise that lets a server die at any moment: what is in memory is what the store gives back.</summary>
internal static class StateAssert
{
    internal static void Same(RunState live, RunState rebuilt) => Assert.Equal(Describe(live), Describe(rebuilt));

    private static string Describe(RunState run) => string.Join('\n',
        $"{run.Status} next {run.NextEventId} previous {run.PreviousStartedEventId} completed {run.LastCompletedTaskEventId} deadline {run.RunDeadline}",
        $"cancel {run.CancelRequested} signals {run.SignalCount} {List(run.SignalRequestIds)}",
        $"timers {List(run.Timers.Select(t => $"{t.Key}@{t.Value.FireTicks}"))} fired {List(run.FiredInBuffer)}",
        $"activities {List(run.Activities.Select(a => $"{a.Key}:{a.Value.CancelRequestedEventId}"))} ids {List(run.ActivityIds.Select(a => $"{a.Key}={a.Value}"))}",
        $"buffered {List(run.ResolvedInBuffer.Select(i => $"{i}"))} answered {List(run.AnsweredInBuffer.Select(i => $"{i}"))}",
        $"children {List(run.Children.Select(c => $"{c.Key}:{c.Value.StartedEventId}"))}",
        $"updates {List(run.Updates.Select(u => $"{u.Key}:{u.Value.AcceptedEventId}:{u.Value.Outcome is null}"))} in flight {run.InFlightUpdates}",
        JsonFormatter.Default.Format(RunVolatile.Parser.ParseFrom(WorkflowEngine.Stored(run.Volatile))));

    private static string List(IEnumerable<string> items) => string.Join(',', items.Order(StringComparer.Ordinal));
}
