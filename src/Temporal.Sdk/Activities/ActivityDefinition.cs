using System.Reflection;
using System.Runtime.ExceptionServices;
using Temporalio.Runtime;

namespace Temporalio.Activities;

/// <summary>An activity a worker can run: its name, its parameters and what to call.</summary>
public class ActivityDefinition
{
    private readonly Func<object?[], object?> _invoker;

    private ActivityDefinition(
        string? name,
        Type returnType,
        IReadOnlyCollection<Type> parameterTypes,
        int requiredParameterCount,
        Func<object?[], object?> invoker)
    {
        Name = name;
        ReturnType = returnType;
        ParameterTypes = parameterTypes;
        RequiredParameterCount = requiredParameterCount;
        _invoker = invoker;
    }

    /// <summary>Activity type name; null if it is dynamic.</summary>
    public string? Name { get; }

    /// <summary>Whether it runs every activity the worker has no other definition for.</summary>
    public bool Dynamic => Name is null;

    /// <summary>What the method returns, tasks included.</summary>
    public Type ReturnType { get; }

    /// <summary>What arguments are decoded into.</summary>
    public IReadOnlyCollection<Type> ParameterTypes { get; }

    /// <summary>Fewest arguments; parameters with a default value are not counted.</summary>
    public int RequiredParameterCount { get; }

    /// <summary>Makes a definition of a delegate, usually a method group.</summary>
    /// <param name="del">Delegate whose method has <see cref="ActivityAttribute"/>.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="ArgumentException">The method lacks the attribute, is a nameless lambda, or has ref parameters.</exception>
    public static ActivityDefinition Create(Delegate del) => Create(del.Method, del.DynamicInvoke);

    /// <summary>Makes a definition of a method that is called through a function.</summary>
    /// <param name="method">Method with <see cref="ActivityAttribute"/>.</param>
    /// <param name="invoker">Calls it; may return a task.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="ArgumentException">The method lacks the attribute, is a nameless lambda, or has ref parameters.</exception>
    public static ActivityDefinition Create(MethodInfo method, Func<object?[], object?> invoker)
    {
        var parameters = method.GetParameters();
        return Create(
            NameFromMethod(method, allowDynamic: true),
            method.ReturnType,
            [.. parameters.Select(parameter => parameter.ParameterType)],
            parameters.Count(parameter => !parameter.HasDefaultValue),
            arguments => invoker(WithDefaults(parameters, arguments)));
    }

    /// <summary>Makes a definition from its parts.</summary>
    /// <param name="name">Activity type name; null for every activity the worker has no other definition for.</param>
    /// <param name="returnType">What the function returns.</param>
    /// <param name="parameterTypes">What arguments are decoded into.</param>
    /// <param name="requiredParameterCount">Fewest arguments.</param>
    /// <param name="invoker">What is called; may return a task.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="ArgumentException">More parameters are required than there are, or one is by reference.</exception>
    public static ActivityDefinition Create(
        string? name,
        Type returnType,
        IReadOnlyCollection<Type> parameterTypes,
        int requiredParameterCount,
        Func<object?[], object?> invoker)
    {
        if (requiredParameterCount > parameterTypes.Count)
        {
            throw new ArgumentException($"Activity {name} has more required parameters than parameters", nameof(requiredParameterCount));
        }
        if (parameterTypes.Any(type => type.IsByRef))
        {
            throw new ArgumentException($"Activity {name} has disallowed ref/out parameter", nameof(parameterTypes));
        }
        if (name is null && !HandlerSignatures.TakesRawValues(parameterTypes))
        {
            throw new ArgumentException("A dynamic activity must accept an array of IRawValue", nameof(parameterTypes));
        }

        HandlerSignatures.EnsureNotReserved(name, "Activity");
        return new(name, returnType, parameterTypes, requiredParameterCount, invoker);
    }

    /// <summary>Makes definitions of all methods of a type that have <see cref="ActivityAttribute"/>.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="instance">What instance methods are called on; may be null if all are static.</param>
    /// <returns>At least one definition.</returns>
    /// <exception cref="ArgumentException">The type has no activity, or a wrong one.</exception>
    /// <exception cref="InvalidOperationException">An activity is an instance method and there is no instance.</exception>
    public static IReadOnlyCollection<ActivityDefinition> CreateAll<T>(T? instance) => CreateAll(typeof(T), instance);

    /// <summary>Makes definitions of all methods of a type that have <see cref="ActivityAttribute"/>.</summary>
    /// <param name="type">The type.</param>
    /// <param name="instance">What instance methods are called on; may be null if all are static.</param>
    /// <returns>At least one definition.</returns>
    /// <exception cref="ArgumentException">The type has no activity, or a wrong one.</exception>
    /// <exception cref="InvalidOperationException">An activity is an instance method and there is no instance.</exception>
    public static IReadOnlyCollection<ActivityDefinition> CreateAll(Type type, object? instance)
    {
        var definitions = MethodsOf(type).Select(method => OfInstance(method, instance)).ToArray();
        return definitions.Length > 0 ? definitions : throw new ArgumentException($"No activities found on {type}", nameof(type));
    }

    /// <summary>Calls the activity and waits for it.</summary>
    /// <param name="parameters">Arguments of the right types, at least <see cref="RequiredParameterCount"/>.</param>
    /// <returns>The result; a <see cref="ValueTuple"/> if the method returns a plain task.</returns>
    public async Task<object?> InvokeAsync(object?[] parameters)
    {
        object? result;
        try
        {
            result = _invoker(parameters);
        }
        catch (TargetInvocationException wrapped) when (wrapped.InnerException is { } thrown)
        {
            ExceptionDispatchInfo.Throw(thrown);
            throw;
        }
        return result is Task task ? await TaskResults.OfAsync(task, ReturnType).ConfigureAwait(false) : result;
    }

    /// <summary>Name of the activity a method is, for workflows that call it.</summary>
    internal static string NameFromMethodForCall(MethodInfo method) => NameFromMethod(method, allowDynamic: false)!;

    /// <summary>The activity methods of a type, of any visibility.</summary>
    internal static IEnumerable<MethodInfo> MethodsOf(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance)
            .Where(method => method.IsDefined(typeof(ActivityAttribute), false));

    private static ActivityDefinition OfInstance(MethodInfo method, object? instance) =>
        method.IsStatic || instance is not null
            ? Create(method, arguments => method.Invoke(instance, arguments))
            : throw new InvalidOperationException($"Instance not provided, but activity method {method} is non-static");

    private static object?[] WithDefaults(ParameterInfo[] parameters, object?[] arguments) =>
        arguments.Length >= parameters.Length
            ? arguments
            : [.. arguments, .. parameters.Skip(arguments.Length).Select(parameter => parameter.DefaultValue)];

    private static string? NameFromMethod(MethodInfo method, bool allowDynamic)
    {
        var attribute = method.GetCustomAttribute<ActivityAttribute>(false) ?? throw new ArgumentException($"{method} missing Activity attribute");
        if (attribute is { Dynamic: true, Name: not null }) throw new ArgumentException($"{method} cannot be dynamic with custom name");
        if (!attribute.Dynamic) return attribute.Name ?? NameFromMethod(method);
        return allowDynamic ? null : throw new ArgumentException($"{method} cannot be used directly since it is a dynamic activity");
    }

    private static string NameFromMethod(MethodInfo method)
    {
        var name = method.Name;
        // The compiler names a local function <outer>g__name|0_0.
        var local = name.IndexOf(">g__", StringComparison.Ordinal);
        if (local > 0) name = name[(local + 4)..].Split('|')[0];
        if (name.Contains('<', StringComparison.Ordinal))
        {
            throw new ArgumentException($"{method} appears to be a lambda which must have a name given on the attribute");
        }
        var isAsync = typeof(Task).IsAssignableFrom(method.ReturnType) && name.Length > 5 && name.EndsWith("Async", StringComparison.Ordinal);
        return isAsync ? name[..^5] : name;
    }
}
