using Temporal.DevServer.State;

namespace Temporal.DevServer.Schedules;

/// <summary>Where schedules are kept: as runs in a namespace of their own beside each real one, so that no list of workflows shows them.</summary>
internal static class ScheduleKeys
{
    private const string Prefix = "temporal-system/schedules/";

    internal const string WorkflowType = "temporal-sys-scheduler-workflow";

    internal static WorkflowKey Of(string @namespace, string scheduleId) => new(Prefix + @namespace, scheduleId);

    internal static string Namespace(string owner) => Prefix + owner;

    /// <summary>The real namespace behind one of schedules; any other is its own.</summary>
    internal static string Owner(string @namespace) =>
        @namespace.StartsWith(Prefix, StringComparison.Ordinal) ? @namespace[Prefix.Length..] : @namespace;
}
