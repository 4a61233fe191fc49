namespace Temporalio.Workflows;

/// <summary>Marks the method that is the workflow: public, not static, declared on the type itself, returning a task.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkflowRunAttribute : Attribute
{
}
