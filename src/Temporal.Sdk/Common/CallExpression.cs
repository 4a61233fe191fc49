using System.Linq.Expressions;
using System.Reflection;

namespace Temporalio.Common;

/// <summary>A call written as a lambda: which method, with which arguments.</summary>
internal readonly record struct CallExpression(MethodInfo Method, IReadOnlyCollection<object?> Arguments)
{
    /// <summary>Takes a lambda apart.</summary>
    /// <exception cref="ArgumentException">The lambda is more than one call, or the call is not on its parameter.</exception>
    internal static CallExpression Parse(LambdaExpression lambda)
    {
        if (lambda.Body is not MethodCallExpression call) throw new ArgumentException("Expression must be a single method call or property access");
        if (call.Object is null && lambda.Parameters.Count > 0)
        {
            throw new ArgumentException("The call of a static method must not have a lambda parameter.");
        }

        if (call.Object is not null && (lambda.Parameters.Count != 1 || call.Object != lambda.Parameters[0]))
        {
            throw new ArgumentException("The call must be on the lambda's only parameter.");
        }

        return new CallExpression(MostDerived(call), [.. call.Arguments.Select(Evaluate)]);
    }

    /// <summary>Takes a property or method reference apart: what a query may be.</summary>
    internal static MemberInfo? MemberOf(LambdaExpression lambda) => (lambda.Body as MemberExpression)?.Member;

    // Attributes are not inherited, so the method has to be the one of the type that is called, not of its base.
    private static MethodInfo MostDerived(MethodCallExpression call)
    {
        if (call.Object is null || call.Method.ReflectedType == call.Object.Type) return call.Method;
        return call.Object.Type.GetMethod(
            call.Method.Name,
            BindingFlags.Public | BindingFlags.Instance,
            [.. call.Method.GetParameters().Select(parameter => parameter.ParameterType)]) ?? call.Method;
    }

    // Arguments are constants, captured variables, their members, and small objects made of those. All of that is read by reflection:
    // compiling an expression leaves a dynamic method behind, which costs more to make and to collect than the whole activation.
    private static object? Evaluate(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo { IsStatic: true } field } => field.GetValue(null),
        MemberExpression { Member: FieldInfo field, Expression: { } owner } when Evaluate(owner) is { } known => field.GetValue(known),
        MemberExpression { Member: PropertyInfo property, Expression: { } owner } when Evaluate(owner) is { } known =>
            property.GetValue(known, BindingFlags.DoNotWrapExceptions, null, null, null),
        UnaryExpression { NodeType: ExpressionType.Convert, Method: null } cast when IsWidening(cast.Operand.Type, cast.Type) => Evaluate(cast.Operand),
        NewExpression { Constructor: { } constructor } made when !made.Arguments.Any(argument => argument.Type.IsByRef) =>
            constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, [.. made.Arguments.Select(Evaluate)], null),
        _ => Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)(),
    };

    // Boxed, a value is the same object whether seen as itself, as nullable or as a base type.
    private static bool IsWidening(Type from, Type to) => to.IsAssignableFrom(from) || Nullable.GetUnderlyingType(to) == from;
}
