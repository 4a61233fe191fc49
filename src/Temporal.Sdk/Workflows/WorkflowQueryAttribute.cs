namespace Temporalio.Workflows;

/// <summary>Marks a method or property as the answer to a query: public, not static, returning a value and no task.</summary>
/// <remarks>Not inherited: an override needs it again. A query must not change anything.</remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, Inherited = false)]
public sealed class WorkflowQueryAttribute : Attribute
{
    /// <summary>Names the query after the member.</summary>
    public WorkflowQueryAttribute()
    {
    }

    /// <summary>Names the query.</summary>
    /// <param name="name">The name it is asked by.</param>
    public WorkflowQueryAttribute(string name) => Name = name;

    /// <summary>The given name, if any.</summary>
    public string? Name { get; }
}
