namespace Temporalio.Workflows;

/// <summary>Marks the constructor that gets the workflow's arguments; its parameters are those of the run method.</summary>
[AttributeUsage(AttributeTargets.Constructor, Inherited = false)]
public sealed class WorkflowInitAttribute : Attribute
{
}
