using System.Collections.Concurrent;
using System.Reflection;
using Temporalio.Runtime;

namespace Temporalio.Workflows;

/// <summary>A query a workflow answers.</summary>
public class WorkflowQueryDefinition
{
    private static readonly ConcurrentDictionary<MemberInfo, WorkflowQueryDefinition> ByMember = new();

    private WorkflowQueryDefinition(string? name, string? description, MethodInfo? method, Delegate? handler)
    {
        HandlerSignatures.EnsureNotReserved(name, "Query");
        Name = name;
        Description = description;
        Method = method;
        Delegate = handler;
    }

    /// <summary>The name it is asked by; null if it is dynamic.</summary>
    public string? Name { get; private init; }

    /// <summary>One line for people who ask what the workflow takes.</summary>
    public string? Description { get; private init; }

    /// <summary>Whether it takes every query that has no handler.</summary>
    public bool Dynamic => Name is null;

    internal MethodInfo? Method { get; }

    internal Delegate? Delegate { get; }

    /// <summary>The method whose parameters the arguments are read for.</summary>
    internal MethodInfo Signature => Method ?? Delegate!.Method;

    /// <summary>Reads the definition from a method.</summary>
    /// <param name="method">A method with <see cref="WorkflowQueryAttribute"/>.</param>
    /// <returns>The definition; the same one for the same method.</returns>
    /// <exception cref="ArgumentException">The method cannot answer queries.</exception>
    public static WorkflowQueryDefinition FromMethod(MethodInfo method) => ByMember.GetOrAdd(method, _ => Create(method, method.Name, method));

    /// <summary>Reads the definition from a property.</summary>
    /// <param name="property">A property with <see cref="WorkflowQueryAttribute"/>.</param>
    /// <returns>The definition; the same one for the same property.</returns>
    /// <exception cref="ArgumentException">The property cannot answer queries.</exception>
    public static WorkflowQueryDefinition FromProperty(PropertyInfo property) => ByMember.GetOrAdd(property, _ => Create(
        property,
        property.Name,
        property.GetGetMethod() ?? throw new ArgumentException($"Query property {property} must have a public getter.")));

    /// <summary>Defines a query at run time, for <see cref="Workflow.Queries"/>.</summary>
    /// <param name="name">The name it is asked by; null for every query that has no handler.</param>
    /// <param name="del">The answer; returns a value and no task.</param>
    /// <param name="description">One line for people who ask what the workflow takes.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="ArgumentException">The delegate cannot answer queries.</exception>
    public static WorkflowQueryDefinition CreateWithoutAttribute(string? name, Delegate del, string? description = null)
    {
        EnsureReturnsValue(del.Method);
        if (name is null) HandlerSignatures.EnsureDynamic(del.Method, "Query");
        return new WorkflowQueryDefinition(name, description, null, del);
    }

    /// <summary>The name to ask the query of a method or property by.</summary>
    internal static string NameFromMemberForCall(MemberInfo member) =>
        (member is PropertyInfo property ? FromProperty(property) : FromMethod((MethodInfo)member)).Name
        ?? throw new ArgumentException($"{member} cannot be used directly since it is a dynamic query");

    internal object? Invoke(object workflow, object?[] arguments) => Method is not null
        ? Method.Invoke(workflow, BindingFlags.DoNotWrapExceptions, null, arguments, null)
        : Delegate!.Method.Invoke(Delegate.Target, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    private static WorkflowQueryDefinition Create(MemberInfo member, string memberName, MethodInfo method)
    {
        var attribute = member.GetCustomAttribute<WorkflowQueryAttribute>(false)
            ?? throw new ArgumentException($"{member} has no WorkflowQuery attribute.");
        if (!method.IsPublic) throw new ArgumentException($"Query {member} must be public.");
        if (method.IsStatic) throw new ArgumentException($"Query {member} must not be static.");
        EnsureReturnsValue(method);
        if (attribute is { Dynamic: true, Name: not null }) throw new ArgumentException($"Query {member} cannot be dynamic with custom name.");
        if (attribute.Dynamic) HandlerSignatures.EnsureDynamic(method, "Query");
        return new WorkflowQueryDefinition(attribute.Dynamic ? null : attribute.Name ?? memberName, attribute.Description, method, null);
    }

    private static void EnsureReturnsValue(MethodInfo method)
    {
        if (method.ReturnType == typeof(void)) throw new ArgumentException($"Query {method} must return a value.");
        if (typeof(Task).IsAssignableFrom(method.ReturnType)) throw new ArgumentException($"Query {method} must not return a task.");
    }
}
