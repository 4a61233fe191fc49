using System.Collections.Concurrent;
using System.Reflection;
using Temporalio.Runtime;

namespace Temporalio.Workflows;

/// <summary>A signal a workflow handles.</summary>
public class WorkflowSignalDefinition
{
    private static readonly ConcurrentDictionary<MethodInfo, WorkflowSignalDefinition> ByMethod = new();

    private WorkflowSignalDefinition(
        string? name, string? description, MethodInfo? method, Delegate? handler, HandlerUnfinishedPolicy unfinishedPolicy)
    {
        HandlerSignatures.EnsureNotReserved(name, "Signal handler");
        Name = name;
        Description = description;
        Method = method;
        Delegate = handler;
        UnfinishedPolicy = unfinishedPolicy;
    }

    /// <summary>The name it is sent by; null if it is dynamic.</summary>
    public string? Name { get; private init; }

    /// <summary>One line for people who ask what the workflow takes.</summary>
    public string? Description { get; private init; }

    /// <summary>Whether it takes every signal that has no handler.</summary>
    public bool Dynamic => Name is null;

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
    /// <param name="name">The name it is sent by; null for every signal that has no handler.</param>
    /// <param name="del">The handler; returns <see cref="Task"/>.</param>
    /// <param name="unfinishedPolicy">What happens if the workflow ends while the handler runs.</param>
    /// <param name="description">One line for people who ask what the workflow takes.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="ArgumentException">The delegate does not return <see cref="Task"/>.</exception>
    public static WorkflowSignalDefinition CreateWithoutAttribute(
        string? name,
        Delegate del,
        HandlerUnfinishedPolicy unfinishedPolicy = HandlerUnfinishedPolicy.WarnAndAbandon,
        string? description = null)
    {
        EnsureValid(del.Method, name is null);
        return new WorkflowSignalDefinition(name, description, null, del, unfinishedPolicy);
    }

    /// <summary>The name to send the signal of a method by.</summary>
    internal static string NameFromMethodForCall(MethodInfo method) =>
        FromMethod(method).Name ?? throw new ArgumentException($"{method} cannot be used directly since it is a dynamic signal");

    internal Task InvokeAsync(object workflow, object?[] arguments) => Method is not null
        ? (Task)Method.Invoke(workflow, BindingFlags.DoNotWrapExceptions, null, arguments, null)!
        : (Task)Delegate!.Method.Invoke(Delegate.Target, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;

    private static WorkflowSignalDefinition Create(MethodInfo method)
    {
        var attribute = method.GetCustomAttribute<WorkflowSignalAttribute>(false)
            ?? throw new ArgumentException($"{method} has no WorkflowSignal attribute.");
        if (!method.IsPublic) throw new ArgumentException($"Signal handler {method} must be public.");
        if (method.IsStatic) throw new ArgumentException($"Signal handler {method} must not be static.");
        if (attribute is { Dynamic: true, Name: not null }) throw new ArgumentException($"Signal handler {method} cannot be dynamic with custom name.");
        EnsureValid(method, attribute.Dynamic);
        var name = attribute.Dynamic ? null : attribute.Name ?? HandlerSignatures.WithoutAsync(method.Name);
        return new WorkflowSignalDefinition(name, attribute.Description, method, null, attribute.UnfinishedPolicy);
    }

    private static void EnsureValid(MethodInfo method, bool isDynamic)
    {
        if (method.ReturnType != typeof(Task)) throw new ArgumentException($"Signal handler {method} must return Task.");
        if (isDynamic) HandlerSignatures.EnsureDynamic(method, "Signal handler");
    }
}
