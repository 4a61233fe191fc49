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

    /// <summary>One line for people who ask what the workflow takes.</summary>
    public string? Description { get; set; }

    /// <summary>Whether it takes every query that has no handler; its parameters are then the name and an array of raw values.</summary>
    public bool Dynamic { get; set; }
}
