using System.Collections.Concurrent;
using System.Reflection;
using Temporalio.Runtime;

namespace Temporalio.Workflows;

/// <summary>An update a workflow handles.</summary>
public class WorkflowUpdateDefinition
{
    private static readonly ConcurrentDictionary<MethodInfo, WorkflowUpdateDefinition> ByMethod = new();

    private WorkflowUpdateDefinition(string? name, string? description, HandlerUnfinishedPolicy unfinishedPolicy)
    {
        HandlerSignatures.EnsureNotReserved(name, "Update handler");
        Name = name;
        Description = description;
        UnfinishedPolicy = unfinishedPolicy;
    }

    /// <summary>The name it is sent by; null if it is dynamic.</summary>
    public string? Name { get; private init; }

    /// <summary>One line for people who ask what the workflow takes.</summary>
    public string? Description { get; private init; }

    /// <summary>Whether it takes every update that has no handler.</summary>
    public bool Dynamic => Name is null;

    internal MethodInfo? Method { get; private init; }

    internal MethodInfo? ValidatorMethod { get; private init; }

    internal Delegate? Delegate { get; private init; }

    internal Delegate? ValidatorDelegate { get; private init; }

    internal HandlerUnfinishedPolicy UnfinishedPolicy { get; }

    internal bool HasValidator => ValidatorMethod is not null || ValidatorDelegate is not null;

    /// <summary>The method whose parameters the arguments are read for.</summary>
    internal MethodInfo Signature => Method ?? Delegate!.Method;

    /// <summary>Reads the definition from a handler.</summary>
    /// <param name="method">A method with <see cref="WorkflowUpdateAttribute"/>.</param>
    /// <param name="validatorMethod">Its validator, if it has one.</param>
    /// <returns>The definition; the same one for the same method.</returns>
    /// <exception cref="ArgumentException">The method cannot be an update handler, or the other no validator of it.</exception>
    public static WorkflowUpdateDefinition FromMethod(MethodInfo method, MethodInfo? validatorMethod = null)
    {
        if (!method.IsPublic) throw new ArgumentException($"Update handler {method} must be public.");
        if (method.IsStatic) throw new ArgumentException($"Update handler {method} must not be static.");
        if (validatorMethod is { IsPublic: false }) throw new ArgumentException($"Update validator {validatorMethod} must be public.");
        if (validatorMethod is { IsStatic: true }) throw new ArgumentException($"Update validator {validatorMethod} must not be static.");
        return ByMethod.GetOrAdd(method, _ => Create(method, validatorMethod));
    }

    /// <summary>Defines a handler at run time, for <see cref="Workflow.Updates"/>.</summary>
    /// <param name="name">The name it is sent by; null for every update that has no handler.</param>
    /// <param name="del">The handler; returns a task, with or without result.</param>
    /// <param name="validatorDel">Refuses by throwing; void, with the handler's parameters.</param>
    /// <param name="unfinishedPolicy">What happens if the workflow ends while the handler runs.</param>
    /// <param name="description">One line for people who ask what the workflow takes.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="ArgumentException">The delegate cannot be an update handler, or the other no validator of it.</exception>
    public static WorkflowUpdateDefinition CreateWithoutAttribute(
        string? name,
        Delegate del,
        Delegate? validatorDel = null,
        HandlerUnfinishedPolicy unfinishedPolicy = HandlerUnfinishedPolicy.WarnAndAbandon,
        string? description = null)
    {
        EnsureValid(del.Method, name is null, validatorDel?.Method);
        return new(name, description, unfinishedPolicy) { Delegate = del, ValidatorDelegate = validatorDel };
    }

    /// <summary>The name to send the update of a method by.</summary>
    internal static string NameFromMethodForCall(MethodInfo method)
    {
        var attribute = method.GetCustomAttribute<WorkflowUpdateAttribute>(false)
            ?? throw new ArgumentException($"{method} has no WorkflowUpdate attribute.");
        return attribute.Dynamic
            ? throw new ArgumentException($"{method} cannot be used directly since it is a dynamic update")
            : attribute.Name ?? HandlerSignatures.WithoutAsync(method.Name);
    }

    internal Task InvokeAsync(object workflow, object?[] arguments) => (Task)(Method is not null
        ? Method.Invoke(workflow, BindingFlags.DoNotWrapExceptions, null, arguments, null)!
        : Delegate!.Method.Invoke(Delegate.Target, BindingFlags.DoNotWrapExceptions, null, arguments, null)!);

    internal void Validate(object workflow, object?[] arguments)
    {
        ValidatorMethod?.Invoke(workflow, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        ValidatorDelegate?.Method.Invoke(ValidatorDelegate.Target, BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }

    private static WorkflowUpdateDefinition Create(MethodInfo method, MethodInfo? validator)
    {
        var attribute = method.GetCustomAttribute<WorkflowUpdateAttribute>(false)
            ?? throw new ArgumentException($"{method} has no WorkflowUpdate attribute.");
        if (attribute is { Dynamic: true, Name: not null }) throw new ArgumentException($"Update handler {method} cannot be dynamic with custom name.");
        EnsureValid(method, attribute.Dynamic, validator);
        var name = attribute.Dynamic ? null : attribute.Name ?? HandlerSignatures.WithoutAsync(method.Name);
        return new(name, attribute.Description, attribute.UnfinishedPolicy) { Method = method, ValidatorMethod = validator };
    }

    private static void EnsureValid(MethodInfo method, bool isDynamic, MethodInfo? validator)
    {
        if (!typeof(Task).IsAssignableFrom(method.ReturnType)) throw new ArgumentException($"Update handler {method} must return a task.");
        if (isDynamic) HandlerSignatures.EnsureDynamic(method, "Update handler");
        if (validator is null) return;
        if (validator.ReturnType != typeof(void)) throw new ArgumentException($"Update validator {validator} must be void.");
        var expected = method.GetParameters().Select(parameter => parameter.ParameterType);
        if (!validator.GetParameters().Select(parameter => parameter.ParameterType).SequenceEqual(expected))
        {
            throw new ArgumentException($"Update validator {validator} must have the same parameters as {method}.");
        }
    }
}
