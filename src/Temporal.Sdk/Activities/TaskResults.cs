namespace Temporalio.Activities;

/// <summary>Waits for a task whose result type is only known at run time.</summary>
internal static class TaskResults
{
    /// <summary>The result; an empty <see cref="ValueTuple"/> if a plain task is declared, whatever task object was returned.</summary>
    internal static async Task<object?> OfAsync(Task task, Type declared)
    {
#pragma warning disable VSTHRD003 // The task was just started by the activity method; there is no other context.
        if (task is Task<object?> untyped) return await untyped.ConfigureAwait(false);
        await task.ConfigureAwait(false);
#pragma warning restore VSTHRD003
        return declared.IsGenericType
            ? declared.GetProperty("Result")!.GetValue(task)
            : default(ValueTuple);
    }
}
