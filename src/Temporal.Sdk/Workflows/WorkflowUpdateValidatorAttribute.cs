namespace Temporalio.Workflows;

/// <summary>Marks a method that may refuse an update by throwing: public, not static, void, with the handler's parameters.</summary>
/// <remarks>A refused update leaves nothing in the history. A validator must not change anything.</remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkflowUpdateValidatorAttribute : Attribute
{
    /// <summary>Names the handler.</summary>
    /// <param name="updateMethod">Name of the handler's method in the same class; use nameof.</param>
    public WorkflowUpdateValidatorAttribute(string updateMethod) => UpdateMethod = updateMethod;

    /// <summary>Name of the handler's method.</summary>
    public string UpdateMethod { get; }
}
