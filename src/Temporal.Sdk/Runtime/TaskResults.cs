using System.Reflection;

namespace Temporalio.Runtime;

/// <summary>Reads the result of a completed task whose type is known only at run time.</summary>
internal static class TaskResults
{
    /// <summary>The result; null for a method that declares a plain task, whatever task object it really returned.</summary>
    internal static object? Of(Task completed, MethodInfo declaredBy) => declaredBy.ReturnType.IsGenericType
        ? declaredBy.ReturnType.GetProperty(nameof(Task<object>.Result))!.GetValue(completed)
        : null;
}
