namespace Temporalio.Workflows;

/// <summary>Marks a class, or an interface callers use, as a workflow.</summary>
/// <remarks>
/// Not inherited. The type has exactly one method with <see cref="WorkflowRunAttribute"/>, and a constructor without
/// parameters or one with <see cref="WorkflowInitAttribute"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)]
public sealed class WorkflowAttribute : Attribute
{
    /// <summary>Names the workflow after its type; an interface's leading I is dropped.</summary>
    public WorkflowAttribute()
    {
    }

    /// <summary>Names the workflow.</summary>
    /// <param name="name">The name callers start it by.</param>
    public WorkflowAttribute(string name) => Name = name;

    /// <summary>The given name, if any.</summary>
    public string? Name { get; }

    /// <summary>Whether it runs every workflow the worker has no other class for; its run method then takes an array of raw values.</summary>
    public bool Dynamic { get; set; }

    /// <summary>
    /// Exception types that fail this workflow rather than its task, in addition to Temporal's own failures. Default none.
    /// </summary>
    public Type[]? FailureExceptionTypes { get; set; }
}
