using System.Diagnostics.Tracing;
using Temporalio.Exceptions;

namespace Temporalio.Runtime;

/// <summary>Watches .NET's own task events for workflow code that schedules work elsewhere, such as by Task.Run or Task.Delay.</summary>
/// <remarks>
/// The events cost every task of the process a little, so they are on only while a worker is.
/// Source: .NET runtime, TplEventSource and FrameworkEventSource, for names, ids and keywords.
/// </remarks>
internal sealed class ForeignTaskListener : EventListener
{
    private const string TaskSource = "System.Threading.Tasks.TplEventSource";
    private const string ThreadSource = "System.Diagnostics.Eventing.FrameworkEventSource";
    private const EventKeywords TaskKeyword = (EventKeywords)0x2;
    private const EventKeywords ThreadTransferKeyword = (EventKeywords)0x10;
    private const EventTask ThreadTransferTask = (EventTask)3;
    private const int TaskScheduledEvent = 7;

    private static readonly Lazy<ForeignTaskListener> Shared = new(() => new ForeignTaskListener());

    // The base constructor reports sources before fields of this class could be set, hence static.
    private static readonly Lock SourcesLock = new();
    private static readonly List<EventSource> Sources = [];
    private static int _users;

    private ForeignTaskListener()
    {
    }

    internal static ForeignTaskListener Instance => Shared.Value;

    internal void Register()
    {
        lock (SourcesLock)
        {
            if (_users++ == 0) Sources.ForEach(Enable);
        }
    }

    internal void Unregister()
    {
        lock (SourcesLock)
        {
            if (--_users == 0) Sources.ForEach(DisableEvents);
        }
    }

    /// <inheritdoc/>
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name is not (TaskSource or ThreadSource)) return;
        lock (SourcesLock)
        {
            Sources.Add(eventSource);
            if (_users > 0) Enable(eventSource);
        }
    }

    /// <inheritdoc/>
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        // Called for every task of the process: what is not a workflow's leaves here at once.
        if (TaskScheduler.Current is not WorkflowScheduler { IsTracking: true } scheduler) return;
        if (eventData.EventSource.Name == TaskSource)
        {
            var isForeign = eventData.EventId == TaskScheduledEvent && eventData.Payload is [int target, ..] && target != scheduler.Id;
            if (isForeign) Report(scheduler, "a task, not scheduled on workflow scheduler");
        }
        else if (eventData.Task == ThreadTransferTask)
        {
            Report(scheduler, "a timer or thread-pool work");
        }
    }

    private static void Report(WorkflowScheduler scheduler, string what) => scheduler.Report(new InvalidWorkflowSchedulerException(
        $"The workflow started {what}. What runs outside of it is non-deterministic: no replay can repeat it. "
        + "Use the Workflow class for timers, tasks and waiting.",
        Environment.StackTrace));

    private void Enable(EventSource source) => EnableEvents(
        source, EventLevel.Informational, source.Name == TaskSource ? TaskKeyword : ThreadTransferKeyword);
}
