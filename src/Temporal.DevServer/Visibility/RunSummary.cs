using Google.Protobuf.Collections;
using Temporal.DevServer.State;

namespace Temporal.DevServer.Visibility;

/// <summary>What lists know of a run. Times in ticks; zero for none.</summary>
internal sealed record RunSummary
{
    internal required RunRef Run { get; init; }

    internal required string WorkflowType { get; init; }

    internal required string TaskQueue { get; init; }

    internal required WorkflowExecutionStatus Status { get; init; }

    internal required long StartTicks { get; init; }

    /// <summary>When the first workflow task was or will be due: the start plus any delay.</summary>
    internal required long ExecutionTicks { get; init; }

    internal long CloseTicks { get; init; }

    internal long HistoryLength { get; init; }

    internal long HistorySize { get; init; }

    internal string ParentWorkflowId { get; init; } = "";

    internal string ParentRunId { get; init; } = "";

    internal string RootWorkflowId { get; init; } = "";

    internal string RootRunId { get; init; } = "";

    internal string FirstRunId { get; init; } = "";

    internal MapField<string, Payload> Memo { get; init; } = [];

    internal MapField<string, Payload> SearchAttributes { get; init; } = [];

    internal static RunSummary Of(RunState run)
    {
        var started = run.Started;
        return new()
        {
            Run = run.Self,
            WorkflowType = started.WorkflowType.Name,
            TaskQueue = started.TaskQueue.Name,
            Status = run.Status,
            StartTicks = run.StartTicks,
            ExecutionTicks = run.StartTicks + Ticks.From(started.FirstWorkflowTaskBackoff),
            CloseTicks = run.CloseTicks,
            HistoryLength = run.NextEventId - 1,
            HistorySize = run.Volatile.HistorySize,
            ParentWorkflowId = started.ParentWorkflowExecution?.WorkflowId ?? "",
            ParentRunId = started.ParentWorkflowExecution?.RunId ?? "",
            RootWorkflowId = started.RootWorkflowExecution?.WorkflowId ?? "",
            RootRunId = started.RootWorkflowExecution?.RunId ?? "",
            FirstRunId = started.FirstExecutionRunId,
            Memo = run.Memo.Clone(),
            SearchAttributes = run.SearchAttributes.Clone(),
        };
    }

    internal Temporalio.Api.Workflow.V1.WorkflowExecutionInfo ToInfo()
    {
        var info = new Temporalio.Api.Workflow.V1.WorkflowExecutionInfo
        {
            Execution = Run.ToExecution(),
            Type = new() { Name = WorkflowType },
            StartTime = Ticks.ToTimestamp(StartTicks),
            ExecutionTime = Ticks.ToTimestamp(ExecutionTicks),
            CloseTime = Ticks.ToTimestampOrNull(CloseTicks),
            Status = Status,
            TaskQueue = TaskQueue,
            // Open runs report no length in lists, as Temporal's visibility does; describe fills it in.
            HistoryLength = Status == WorkflowExecutionStatus.Running ? 0 : HistoryLength,
            HistorySizeBytes = HistorySize,
            Memo = new() { Fields = { Memo } },
            SearchAttributes = new() { IndexedFields = { SearchAttributes } },
            FirstRunId = FirstRunId,
        };
        if (CloseTicks > 0) info.ExecutionDuration = Ticks.ToDuration(CloseTicks - ExecutionTicks);
        if (ParentWorkflowId.Length > 0) info.ParentExecution = new() { WorkflowId = ParentWorkflowId, RunId = ParentRunId };
        info.RootExecution = RootWorkflowId.Length > 0 ? new() { WorkflowId = RootWorkflowId, RunId = RootRunId } : Run.ToExecution();
        return info;
    }
}
