using System.Reflection;
using Temporalio.Converters;

namespace Temporalio.Runtime;

/// <summary>Rules that handlers of signals, queries and updates, and dynamic workflows and activities, have in common.</summary>
internal static class HandlerSignatures
{
    /// <summary>Names that begin so belong to Temporal itself.</summary>
    internal const string ReservedPrefix = "__temporal_";

    /// <summary>A dynamic handler takes any name but these.</summary>
    internal static bool IsReserved(string name) => name.StartsWith(ReservedPrefix, StringComparison.Ordinal);

    internal static string WithoutAsync(string name) =>
        name.Length > 5 && name.EndsWith("Async", StringComparison.Ordinal) ? name[..^5] : name;

    internal static void EnsureNotReserved(string? name, string what)
    {
        if (name is not null && IsReserved(name))
        {
            throw new ArgumentException($"{what} name {name} cannot start with {ReservedPrefix}");
        }
    }

    /// <summary>A dynamic handler takes the name and whatever came.</summary>
    internal static void EnsureDynamic(MethodInfo method, string what)
    {
        if (method.GetParameters() is not [{ } name, { } values]
            || name.ParameterType != typeof(string)
            || values.ParameterType != typeof(IRawValue[]))
        {
            throw new ArgumentException($"{what} {method} must accept string and an array of IRawValue.");
        }
    }

    /// <summary>A dynamic workflow or activity takes whatever came.</summary>
    internal static bool TakesRawValues(IEnumerable<Type> parameters) => parameters.SequenceEqual([typeof(IRawValue[])]);
}
