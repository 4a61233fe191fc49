using Temporalio.Workflows;

namespace Hitl.Workflows.Requests;

/// <summary>What the workflow answers when somebody asks where it is.</summary>
internal sealed class StatusBoard
{
    public RequestStatusReport Current { get; private set; } = new("start", "Not evaluated yet.", default);

    public void Show(string where, string why) => Current = new(where, why, Workflow.UtcNow);
}
