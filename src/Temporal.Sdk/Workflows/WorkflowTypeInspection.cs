using System.Reflection;
using Temporalio.Runtime;

namespace Temporalio.Workflows;

/// <summary>What reflection finds on a workflow type, and every rule the type breaks.</summary>
internal sealed class WorkflowTypeInspection
{
    // Non-public and static members too, so that a misplaced attribute is reported instead of ignored.
    private const BindingFlags AnyMember = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly Dictionary<string, WorkflowSignalDefinition> _signals = [];
    private readonly Dictionary<string, WorkflowQueryDefinition> _queries = [];
    private readonly Dictionary<string, WorkflowUpdateDefinition> _updates = [];
    private readonly Dictionary<string, MethodInfo> _validators = [];
    private readonly HashSet<string> _dynamic = [];

    private WorkflowTypeInspection(Type type, WorkflowAttribute attribute)
    {
        Type = type;
        Attribute = attribute;
    }

    internal Type Type { get; }

    internal WorkflowAttribute Attribute { get; }

    internal List<string> Errors { get; } = [];

    internal MethodInfo? RunMethod { get; private set; }

    internal ConstructorInfo? InitConstructor { get; private set; }

    internal Func<object?[], object>? Creator { get; private set; }

    internal IReadOnlyDictionary<string, WorkflowSignalDefinition> Signals => _signals;

    internal IReadOnlyDictionary<string, WorkflowQueryDefinition> Queries => _queries;

    internal IReadOnlyDictionary<string, WorkflowUpdateDefinition> Updates => _updates;

    internal WorkflowSignalDefinition? DynamicSignal { get; private set; }

    internal WorkflowQueryDefinition? DynamicQuery { get; private set; }

    internal WorkflowUpdateDefinition? DynamicUpdate { get; private set; }

    internal string Name => Attribute.Name
        ?? (Type.IsInterface && Type.Name is ['I', var second, ..] && char.IsUpper(second) ? Type.Name[1..] : Type.Name);

    internal static WorkflowTypeInspection Of(Type type)
    {
        var attribute = type.GetCustomAttribute<WorkflowAttribute>(false)
            ?? throw new ArgumentException($"{type} has no Workflow attribute.", nameof(type));
        var inspection = new WorkflowTypeInspection(type, attribute);
        if (type.IsGenericType) inspection.Errors.Add($"{type} is generic.");
        if (attribute is { Dynamic: true, Name: not null }) inspection.Errors.Add($"{type} cannot be dynamic with custom name.");
        inspection.ReadConstructors();
        inspection.ReadMethods();
        inspection.ReadProperties();
        return inspection;
    }

    private void ReadConstructors()
    {
        var constructors = Type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        foreach (var constructor in constructors.Where(found => found.IsDefined(typeof(WorkflowInitAttribute), false)))
        {
            if (InitConstructor is not null) Errors.Add($"WorkflowInit is on more than one constructor: {constructor} and {InitConstructor}.");
            else if (!constructor.IsPublic) Errors.Add($"WorkflowInit is on {constructor}, which is not public.");
            else InitConstructor = constructor;
        }

        if (InitConstructor is { } init)
        {
            Creator = arguments => init.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
        }
        else if (!Type.IsInterface && !Type.IsAbstract && constructors.FirstOrDefault(found => found.GetParameters().Length == 0) is { } plain)
        {
            Creator = _ => plain.Invoke(BindingFlags.DoNotWrapExceptions, null, [], null);
        }
        else if (Type.IsValueType)
        {
            Creator = _ => Activator.CreateInstance(Type)!;
        }
    }

    private void ReadMethods()
    {
        var methods = Type.GetMethods(AnyMember);
        foreach (var method in methods.Where(found => found.IsDefined(typeof(WorkflowUpdateValidatorAttribute), false))) ReadValidator(method);
        foreach (var method in methods)
        {
            if (method.IsDefined(typeof(WorkflowRunAttribute), false)) ReadRunMethod(method);
            Read<WorkflowSignalAttribute, WorkflowSignalDefinition>(
                method, _signals, WorkflowSignalDefinition.FromMethod, found => found.Name, found => DynamicSignal = found);
            Read<WorkflowQueryAttribute, WorkflowQueryDefinition>(
                method, _queries, WorkflowQueryDefinition.FromMethod, found => found.Name, found => DynamicQuery = found);
            Read<WorkflowUpdateAttribute, WorkflowUpdateDefinition>(
                method,
                _updates,
                found => WorkflowUpdateDefinition.FromMethod(found, TakeValidator(found)),
                found => found.Name,
                found => DynamicUpdate = found);
        }

        foreach (var (handler, validator) in _validators) Errors.Add($"WorkflowUpdateValidator on {validator} refers to {handler}, which is no update handler.");
        if (RunMethod is null) Errors.Add($"{Type} has no usable method with WorkflowRun.");
    }

    private void ReadRunMethod(MethodInfo method)
    {
        var error =
            method.DeclaringType != Type ? $"WorkflowRun on {method} must be declared on {Type}, not inherited from {method.DeclaringType}."
            : RunMethod is not null ? $"WorkflowRun is on more than one method: {method} and {RunMethod}."
            : !method.IsPublic ? $"WorkflowRun is on {method}, which is not public."
            : method.IsStatic ? $"WorkflowRun is on {method}, which is static."
            : method.ContainsGenericParameters ? $"WorkflowRun is on {method}, which is generic."
            : !typeof(Task).IsAssignableFrom(method.ReturnType) ? $"WorkflowRun method {method} must return a task."
            : Attribute.Dynamic && !HandlerSignatures.TakesRawValues(Parameters(method))
                ? $"WorkflowRun on {method} of a dynamic workflow must accept an array of IRawValue."
            : InitConstructor is { } init && !Parameters(method).SequenceEqual(Parameters(init))
                ? $"WorkflowRun method {method} must have the parameters of the WorkflowInit constructor {init}."
            : null;
        if (error is null) RunMethod = method;
        else Errors.Add(error);
    }

    private void Read<TAttribute, TDefinition>(
        MethodInfo method,
        Dictionary<string, TDefinition> definitions,
        Func<MethodInfo, TDefinition> read,
        Func<TDefinition, string?> nameOf,
        Action<TDefinition> setDynamic)
        where TAttribute : Attribute
    {
        var kind = typeof(TAttribute).Name.Replace("Attribute", "", StringComparison.Ordinal);
        if (!method.IsDefined(typeof(TAttribute), false))
        {
            if (IsDefinedOnBase<TAttribute>(method)) Errors.Add($"{kind} is on the base definition of {method} but not on the override.");
            return;
        }

        if (method.ContainsGenericParameters) Errors.Add($"{kind} is on {method}, which is generic.");
        else Add(definitions, () => read(method), nameOf, setDynamic, kind);
    }

    private void ReadProperties()
    {
        foreach (var property in Type.GetProperties(AnyMember).Where(found => found.IsDefined(typeof(WorkflowQueryAttribute), false)))
        {
            Add(_queries, () => WorkflowQueryDefinition.FromProperty(property), found => found.Name, found => DynamicQuery = found, "WorkflowQuery");
        }
    }

    private void Add<TDefinition>(
        Dictionary<string, TDefinition> definitions,
        Func<TDefinition> read,
        Func<TDefinition, string?> nameOf,
        Action<TDefinition> setDynamic,
        string kind)
    {
        try
        {
            var definition = read();
            if (nameOf(definition) is not { } name)
            {
                if (!_dynamic.Add(kind)) Errors.Add($"{Type} has more than one dynamic {kind}.");
                setDynamic(definition);
            }
            else if (!definitions.TryAdd(name, definition))
            {
                Errors.Add($"{Type} has more than one {kind} named {name}.");
            }
        }
        catch (ArgumentException broken)
        {
            Errors.Add(broken.Message);
        }
    }

    private void ReadValidator(MethodInfo method)
    {
        var handler = method.GetCustomAttribute<WorkflowUpdateValidatorAttribute>(false)!.UpdateMethod;
        if (!_validators.TryAdd(handler, method)) Errors.Add($"{Type} has more than one WorkflowUpdateValidator of {handler}.");
    }

    private MethodInfo? TakeValidator(MethodInfo handler) => _validators.Remove(handler.Name, out var validator) ? validator : null;

    private static IEnumerable<Type> Parameters(MethodBase method) => method.GetParameters().Select(parameter => parameter.ParameterType);

    private static bool IsDefinedOnBase<TAttribute>(MethodInfo method)
        where TAttribute : Attribute
    {
        for (var (current, root) = (method, method.GetBaseDefinition()); root != current; (current, root) = (root, root.GetBaseDefinition()))
        {
            if (root.IsDefined(typeof(TAttribute), false)) return true;
        }

        return false;
    }
}
