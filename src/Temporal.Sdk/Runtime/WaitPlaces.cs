using System.Diagnostics;
using System.Reflection;
using Temporalio.Worker;

namespace Temporalio.Runtime;

/// <summary>Where in its code a workflow waits, for people who ask what it is stuck on.</summary>
internal sealed class WaitPlaces(WorkflowStackTrace form)
{
    private static readonly Assembly[] Machinery = [typeof(WaitPlaces).Assembly, typeof(Task).Assembly];

    private readonly List<(Task Task, string Place)> _waits = [];

    /// <summary>Notes where a task the workflow may wait for was made.</summary>
    internal T Note<T>(T task)
        where T : Task
    {
        if (form == WorkflowStackTrace.None) return task;
        _waits.RemoveAll(wait => wait.Task.IsCompleted);
        if (Here() is { } place) _waits.Add((task, place));
        return task;
    }

    /// <summary>The places where it waits now, the oldest first.</summary>
    /// <exception cref="InvalidOperationException">The worker notes none.</exception>
    internal string Describe() => form == WorkflowStackTrace.None
        ? throw new InvalidOperationException("Workflow stack traces are not enabled on this worker")
        : string.Join("\n\n", _waits.Where(wait => !wait.Task.IsCompleted).Select(wait => wait.Place));

    // What is left is the workflow's own code and its call of ours; work it started itself begins in ours, and has nothing to tell.
    private string? Here()
    {
        var frames = new StackTrace(form == WorkflowStackTrace.Normal).GetFrames()
            .Where(frame => frame.GetMethod()?.DeclaringType is { } type && (type == typeof(Workflows.Workflow) || !Machinery.Contains(type.Assembly)))
            .ToList();
        // The call the workflow wrote, not the one it is written with.
        if (frames is [var inner, var outer, ..] && IsCall(outer) && inner.GetMethod()!.Name.EndsWith("WithOptionsAsync", StringComparison.Ordinal)) frames.RemoveAt(0);
        return frames.All(IsCall) ? null : "Task waiting at:\n" + new StackTrace(frames).ToString().TrimEnd();
    }

    private static bool IsCall(StackFrame frame) => frame.GetMethod()?.DeclaringType == typeof(Workflows.Workflow);
}
