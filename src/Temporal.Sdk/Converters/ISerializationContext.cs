using Temporalio.Activities;

namespace Temporalio.Converters;

/// <summary>What values are converted for: one of <see cref="Workflow"/> and <see cref="Activity"/>.</summary>
public interface ISerializationContext
{
    /// <summary>A context that knows of a workflow.</summary>
    interface IHasWorkflow : ISerializationContext
    {
        /// <summary>Namespace of the workflow.</summary>
        string Namespace { get; }

        /// <summary>Id of the workflow; in schedules, the one configured, without what is added at each start. Null if there is none.</summary>
        string? WorkflowId { get; }
    }

    /// <summary>Arguments, results, failures, details and headers of an activity.</summary>
    /// <param name="Namespace">Namespace of the workflow.</param>
    /// <param name="ActivityId">Null: this SDK has activities of workflows only.</param>
    /// <param name="WorkflowId">Id of the workflow that asked for it.</param>
    /// <param name="WorkflowType">Name of that workflow.</param>
    /// <param name="ActivityType">Name of the activity; null where it is not at hand.</param>
    /// <param name="ActivityTaskQueue">Queue of the activity; null where it is not at hand.</param>
    /// <param name="IsLocal">Whether it is a local activity.</param>
    sealed record Activity(
        string Namespace, string? ActivityId, string? WorkflowId, string? WorkflowType, string? ActivityType, string? ActivityTaskQueue, bool IsLocal)
        : IHasWorkflow
    {
        /// <summary>The context of a running activity.</summary>
        /// <param name="info">What it knows of itself.</param>
        public Activity(ActivityInfo info)
            : this(info.WorkflowNamespace, null, info.WorkflowId, info.WorkflowType, info.ActivityType, info.TaskQueue, info.IsLocal)
        {
        }
    }

    /// <summary>Everything else a workflow gets and gives.</summary>
    /// <param name="Namespace">Namespace of the workflow.</param>
    /// <param name="WorkflowId">Its id.</param>
    sealed record Workflow(string Namespace, string WorkflowId) : IHasWorkflow;
}
