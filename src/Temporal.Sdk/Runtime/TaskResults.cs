using System.Collections.Concurrent;
using System.Reflection;

namespace Temporalio.Runtime;

/// <summary>Reads the result of a completed task whose type is known only at run time.</summary>
/// <remarks>One typed reader per result type: reading through reflection builds code again and again.</remarks>
internal static class TaskResults
{
    private static readonly ConcurrentDictionary<Type, Func<Task, object?>> Readers = new();
    private static readonly MethodInfo TypedReader = typeof(TaskResults).GetMethod(nameof(Read), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>The result; null for a method that declares a plain task, whatever task object it really returned.</summary>
    internal static object? Of(Task completed, MethodInfo declaredBy) => declaredBy.ReturnType.IsGenericType
        ? Readers.GetOrAdd(declaredBy.ReturnType.GetGenericArguments()[0], static type => TypedReader.MakeGenericMethod(type).CreateDelegate<Func<Task, object?>>())(completed)
        : null;

    private static object? Read<T>(Task completed) => ((Task<T>)completed).Result;
}
