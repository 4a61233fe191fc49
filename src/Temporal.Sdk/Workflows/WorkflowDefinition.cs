using System.Collections.Concurrent;
using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>A workflow type and what it handles.</summary>
public class WorkflowDefinition
{
    private static readonly ConcurrentDictionary<Type, WorkflowDefinition> ByType = new();

    private readonly Func<object?[], object>? _creator;

    internal WorkflowDefinition(WorkflowTypeInspection inspected, string? name, Func<object?[], object>? creator)
    {
        Name = name;
        Type = inspected.Type;
        RunMethod = inspected.RunMethod!;
        Signals = inspected.Signals;
        Queries = inspected.Queries;
        Updates = inspected.Updates;
        DynamicSignal = inspected.DynamicSignal;
        DynamicQuery = inspected.DynamicQuery;
        DynamicUpdate = inspected.DynamicUpdate;
        FailureExceptionTypes = inspected.Attribute.FailureExceptionTypes;
        HasInitConstructor = inspected.InitConstructor is not null;
        _creator = creator;
    }

    /// <summary>The name callers start it by; null if it is dynamic.</summary>
    public string? Name { get; private init; }

    /// <summary>Whether it runs every workflow the worker has no other definition for.</summary>
    public bool Dynamic => Name is null;

    /// <summary>The workflow type.</summary>
    public Type Type { get; private init; }

    /// <summary>The method that is the workflow.</summary>
    public MethodInfo RunMethod { get; private init; }

    /// <summary>Whether a worker can create instances; an interface's definition serves callers only.</summary>
    public bool Instantiable => _creator is not null;

    /// <summary>The signals it handles, by name.</summary>
    public IReadOnlyDictionary<string, WorkflowSignalDefinition> Signals { get; private init; }

    /// <summary>The queries it answers, by name.</summary>
    public IReadOnlyDictionary<string, WorkflowQueryDefinition> Queries { get; private init; }

    /// <summary>The updates it handles, by name.</summary>
    public IReadOnlyDictionary<string, WorkflowUpdateDefinition> Updates { get; private init; }

    /// <summary>The handler of signals that have no other, if any.</summary>
    public WorkflowSignalDefinition? DynamicSignal { get; private init; }

    /// <summary>The answer to queries that have no other, if any.</summary>
    public WorkflowQueryDefinition? DynamicQuery { get; private init; }

    /// <summary>The handler of updates that have no other, if any.</summary>
    public WorkflowUpdateDefinition? DynamicUpdate { get; private init; }

    /// <summary>Exception types that fail this workflow rather than its task.</summary>
    public IReadOnlyCollection<Type>? FailureExceptionTypes { get; private init; }

    internal bool HasInitConstructor { get; }

    /// <summary>Reads the definition of a type.</summary>
    /// <typeparam name="T">The workflow type.</typeparam>
    /// <returns>The definition; the same one for the same type.</returns>
    /// <exception cref="ArgumentException">The type is not marked as a workflow.</exception>
    /// <exception cref="AggregateException">The type breaks rules for workflows; one inner exception for each.</exception>
    public static WorkflowDefinition Create<T>() => Create(typeof(T));

    /// <summary>Reads the definition of a type.</summary>
    /// <param name="type">The workflow type.</param>
    /// <returns>The definition; the same one for the same type.</returns>
    /// <exception cref="ArgumentException">The type is not marked as a workflow.</exception>
    /// <exception cref="AggregateException">The type breaks rules for workflows; one inner exception for each.</exception>
    public static WorkflowDefinition Create(Type type) => ByType.GetOrAdd(type, static workflow => Create(workflow, null, null));

    /// <summary>Reads the definition of a type, deviating from what it says.</summary>
    /// <param name="type">The workflow type.</param>
    /// <param name="nameOverride">The name to use instead of the type's own, if any.</param>
    /// <param name="creatorOverride">Creates instances instead of the type's constructor, if given.</param>
    /// <returns>A new definition.</returns>
    /// <exception cref="ArgumentException">
    /// The type is not marked as a workflow, or has a constructor for its arguments and a creator is given.
    /// </exception>
    /// <exception cref="AggregateException">The type breaks rules for workflows; one inner exception for each.</exception>
    public static WorkflowDefinition Create(Type type, string? nameOverride, Func<object?[], object>? creatorOverride)
    {
        var inspected = WorkflowTypeInspection.Of(type);
        if (inspected.InitConstructor is not null && creatorOverride is not null)
        {
            throw new ArgumentException("A workflow with a WorkflowInit constructor cannot have a creator.", nameof(creatorOverride));
        }

        return inspected.Errors.Count > 0
            ? throw new AggregateException(inspected.Errors.Select(error => new ArgumentException(error)))
            : new WorkflowDefinition(
                inspected, nameOverride ?? (inspected.Attribute.Dynamic ? null : inspected.Name), creatorOverride ?? inspected.Creator);
    }

    /// <summary>Reads the definition of the type a run method belongs to.</summary>
    /// <param name="runMethod">A method with <see cref="WorkflowRunAttribute"/>.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="ArgumentException">The method is not marked as a run method.</exception>
    public static WorkflowDefinition FromRunMethod(MethodInfo runMethod) =>
        runMethod.IsDefined(typeof(WorkflowRunAttribute), false) && runMethod.ReflectedType is { } type
            ? Create(type)
            : throw new ArgumentException($"{runMethod} has no WorkflowRun attribute.", nameof(runMethod));

    /// <summary>Creates an instance.</summary>
    /// <param name="workflowArguments">The workflow's arguments, for the constructor that takes them.</param>
    /// <returns>The instance.</returns>
    /// <exception cref="InvalidOperationException">The type cannot be created.</exception>
    public object CreateWorkflowInstance(object?[] workflowArguments) => _creator is null
        ? throw new InvalidOperationException($"Workflow type {Type} cannot be created.")
        : _creator(workflowArguments);

    /// <summary>The name to start the workflow of a run method by.</summary>
    internal static string NameFromRunMethodForCall(MethodInfo runMethod) =>
        FromRunMethod(runMethod).Name ?? throw new ArgumentException($"{runMethod} cannot be used directly since it is a dynamic workflow");
}
