namespace Temporalio.Workflows;

/// <summary>Marks a method as the handler of a signal: public, not static, returning <see cref="Task"/>.</summary>
/// <remarks>Not inherited: an override needs it again.</remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkflowSignalAttribute : Attribute
{
    /// <summary>Names the signal after the method, without a trailing Async.</summary>
    public WorkflowSignalAttribute()
    {
    }

    /// <summary>Names the signal.</summary>
    /// <param name="name">The name it is sent by.</param>
    public WorkflowSignalAttribute(string name) => Name = name;

    /// <summary>The given name, if any.</summary>
    public string? Name { get; }

    /// <summary>One line for people who ask what the workflow takes.</summary>
    public string? Description { get; set; }

    /// <summary>Whether it takes every signal that has no handler; its parameters are then the name and an array of raw values.</summary>
    public bool Dynamic { get; set; }

    /// <summary>What happens if the workflow ends while this handler runs. Default: warn.</summary>
    public HandlerUnfinishedPolicy UnfinishedPolicy { get; set; } = HandlerUnfinishedPolicy.WarnAndAbandon;
}
