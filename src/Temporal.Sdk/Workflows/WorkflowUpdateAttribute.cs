namespace Temporalio.Workflows;

/// <summary>Marks a method as the handler of an update: public, not static, returning a task, with or without result.</summary>
/// <remarks>Not inherited: an override needs it again. What fails a workflow fails an update in the same way.</remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkflowUpdateAttribute : Attribute
{
    /// <summary>Names the update after the method, without a trailing Async.</summary>
    public WorkflowUpdateAttribute()
    {
    }

    /// <summary>Names the update.</summary>
    /// <param name="name">The name it is sent by.</param>
    public WorkflowUpdateAttribute(string name) => Name = name;

    /// <summary>The given name, if any.</summary>
    public string? Name { get; }

    /// <summary>One line for people who ask what the workflow takes.</summary>
    public string? Description { get; set; }

    /// <summary>Whether it takes every update that has no handler; its parameters are then the name and an array of raw values.</summary>
    public bool Dynamic { get; set; }

    /// <summary>What happens if the workflow ends while this handler runs. Default: warn.</summary>
    public HandlerUnfinishedPolicy UnfinishedPolicy { get; set; } = HandlerUnfinishedPolicy.WarnAndAbandon;
}
