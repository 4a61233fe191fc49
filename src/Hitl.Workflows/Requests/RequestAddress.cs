using Hitl.Escalations.Ids;

namespace Hitl.Workflows.Requests;

/// <summary>Where the workflow of a request is found, for whoever starts, signals or queries it.</summary>
public static class RequestAddress
{
    private const string Prefix = "request-";

    /// <summary>Workflow type.</summary>
    public const string WorkflowType = "request";

    /// <summary>Task queue of the workflow and of every activity that decides, shows or records.</summary>
    public const string TaskQueue = "hitl-escalation";

    /// <summary>Task queue of the activities that touch targets; only the execution worker serves it.</summary>
    public const string ExecutionTaskQueue = "hitl-execution";

    /// <summary>Signal without arguments: a decision was committed.</summary>
    public const string DecisionRecorded = "decision-recorded";

    /// <summary>Signal without arguments: the agent withdrew the request.</summary>
    public const string Withdrawn = "withdrawn";

    /// <summary>Signal without arguments: ops intervened.</summary>
    public const string OpsIntervened = "ops-intervened";

    /// <summary>Query without arguments, answered with <see cref="RequestStatusReport"/>.</summary>
    public const string Status = "status";

    /// <summary>The workflow id of a request: one request, one workflow, however often it is started.</summary>
    public static string IdOf(RequestId request) => Prefix + request;

    /// <summary>The request of a workflow id.</summary>
    /// <param name="workflowId">As <see cref="IdOf"/> makes it.</param>
    public static RequestId RequestOf(string workflowId) => new(workflowId[Prefix.Length..]);
}
