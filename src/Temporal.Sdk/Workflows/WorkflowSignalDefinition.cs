using System.Collections.Concurrent;
using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>A signal a workflow handles.</summary>
public class WorkflowSignalDefinition
{
    private static readonly ConcurrentDictionary<MethodInfo, WorkflowSignalDefinition> ByMethod = new();

    private WorkflowSignalDefinition(string? name, MethodInfo? method, Delegate? handler, HandlerUnfinishedPolicy unfinishedPolicy)
    {
        Name = name;
        Method = method;
        Delegate = handler;
        UnfinishedPolicy = unfinishedPolicy;
    }

    /// <summary>The name it is sent by.</summary>
    public string? Name { get; private init; }

    internal MethodInfo? Method { get; }

    internal Delegate? Delegate { get; }

    internal HandlerUnfinishedPolicy UnfinishedPolicy { get; }

    /// <summary>The method whose parameters the arguments are read for.</summary>
    internal MethodInfo Signature => Method ?? Delegate!.Method;

    /// <summary>Reads the definition from a handler.</summary>
    /// <param name="method">A method with <see cref="WorkflowSignalAttribute"/>.</param>
    /// <returns>The definition; the same one for the same method.</returns>
    /// <exception cref="ArgumentException">The method cannot be a signal handler.</exception>
    public static WorkflowSignalDefinition FromMethod(MethodInfo method) => ByMethod.GetOrAdd(method, Create);

    /// <summary>Defines a handler at run time, for <see cref="Workflow.Signals"/>.</summary>
    /// <param name="name">The name it is sent by.</param>
    /// <param name="del">The handler; returns <see cref="Task"/>.</param>
    /// <param name="unfinishedPolicy">What happens if the workflow ends while the handler runs.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="ArgumentException">The delegate does not return <see cref="Task"/>.</exception>
    public static WorkflowSignalDefinition CreateWithoutAttribute(
        string name, Delegate del, HandlerUnfinishedPolicy unfinishedPolicy = HandlerUnfinishedPolicy.WarnAndAbandon)
    {
        EnsureReturnsTask(del.Method);
        return new WorkflowSignalDefinition(name, null, del, unfinishedPolicy);
    }

    internal Task InvokeAsync(object workflow, object?[] arguments) => Method is not null
        ? (Task)Method.Invoke(workflow, BindingFlags.DoNotWrapExceptions, null, arguments, null)!
        : (Task)Delegate!.Method.Invoke(Delegate.Target, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;

    private static WorkflowSignalDefinition Create(MethodInfo method)
    {
        var attribute = method.GetCustomAttribute<WorkflowSignalAttribute>(false)
            ?? throw new ArgumentException($"{method} has no WorkflowSignal attribute.");
        if (!method.IsPublic) throw new ArgumentException($"Signal handler {method} must be public.");
        if (method.IsStatic) throw new ArgumentException($"Signal handler {method} must not be static.");
        EnsureReturnsTask(method);
        return new WorkflowSignalDefinition(attribute.Name ?? WithoutAsync(method.Name), method, null, attribute.UnfinishedPolicy);
    }

    private static void EnsureReturnsTask(MethodInfo method)
    {
        if (method.ReturnType != typeof(Task)) throw new ArgumentException($"Signal handler {method} must return Task.");
    }

    private static string WithoutAsync(string name) =>
        name.Length > 5 && name.EndsWith("Async", StringComparison.Ordinal) ? name[..^5] : name;
}
