using Temporalio.Exceptions;

namespace Temporalio.Runtime;

/// <summary>Runs the tasks of one workflow one after the other, in the order they were queued, on the thread that activates it.</summary>
internal sealed class WorkflowScheduler : TaskScheduler
{
    [ThreadStatic]
    private static WorkflowInstance? _callbackOwner;

    private readonly Queue<Task> _queue = new();
    private readonly WorkflowInstance _owner;
    private readonly TaskFactory _factory;
    private volatile Exception? _violation;
    private volatile int _activationThread = -1;

    internal WorkflowScheduler(WorkflowInstance owner)
    {
        _owner = owner;
        _factory = new TaskFactory(default, TaskCreationOptions.None, TaskContinuationOptions.ExecuteSynchronously, this);
    }

    /// <summary>The workflow whose code is running now, if any.</summary>
    internal static WorkflowInstance? CurrentWorkflow => Current is WorkflowScheduler scheduler ? scheduler._owner : _callbackOwner;

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Whether calls that leave the scheduler are reported; off while the workflow says it knows what it does.</summary>
    internal bool IsTracking { get; set; } = true;

    /// <summary>Queues asynchronous work.</summary>
    internal Task StartAsync(Func<Task> work, CancellationToken cancel = default)
    {
        _owner.Commands.EnsureWritable("started work");
        return _owner.Waits.Note(_factory.StartNew(work, cancel).Unwrap());
    }

    /// <summary>Queues asynchronous work.</summary>
    internal Task<T> StartAsync<T>(Func<Task<T>> work, CancellationToken cancel = default)
    {
        _owner.Commands.EnsureWritable("started work");
        return _owner.Waits.Note(_factory.StartNew(work, cancel).Unwrap());
    }

    /// <summary>Makes this thread the workflow's until the returned value is disposed.</summary>
    internal IDisposable Enter()
    {
        ThrowIfViolated();
        _activationThread = Environment.CurrentManagedThreadId;
        return new ThreadOwnership(this);
    }

    /// <summary>Runs a callback that belongs to the workflow but is not one of its tasks.</summary>
    internal T RunCallback<T>(Func<T> callback)
    {
        _callbackOwner = _owner;
        try
        {
            return callback();
        }
        finally
        {
            _callbackOwner = null;
        }
    }

    /// <summary>Runs what is queued, and what that queues, until there is nothing left.</summary>
    /// <param name="whenIdle">Called whenever the queue is empty after something ran; may queue more.</param>
    internal void RunUntilIdle(Action whenIdle)
    {
        while (_queue.Count > 0)
        {
            while (_queue.TryDequeue(out var task))
            {
                TryExecuteTask(task);
                ThrowIfViolated();
            }

            whenIdle();
        }
    }

    /// <summary>Runs a query: synchronous code, as a task of this workflow.</summary>
    internal T RunQuery<T>(Func<T> query)
    {
        var task = _factory.StartNew(query);
        RunUntilIdle(static () => { });
        return task.GetAwaiter().GetResult();
    }

    /// <summary>Does something whose consequences run elsewhere and are none of the workflow's.</summary>
    internal void Outside(Action action)
    {
        var tracked = IsTracking;
        IsTracking = false;
        try
        {
            using (ExecutionContext.SuppressFlow()) _ = ThreadPool.UnsafeQueueUserWorkItem(static work => work(), action, preferLocal: false);
        }
        finally
        {
            IsTracking = tracked;
        }
    }

    /// <summary>Remembers that work left the scheduler; the first report fails the activation.</summary>
    internal void Report(Exception violation) => _violation ??= violation;

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => _queue;

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        if (Environment.CurrentManagedThreadId == _activationThread)
        {
            _queue.Enqueue(task);
            return;
        }

        // Whoever completes something the workflow waits for from another thread does it at a time no replay can repeat.
        Report(new InvalidWorkflowSchedulerException(
            "Something the workflow awaited was completed by another thread. Use the Workflow class for timers, tasks and waiting.",
            Environment.StackTrace));
    }

    // Never inline: the order of the queue is the order a replay repeats.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    private void ThrowIfViolated()
    {
        if (_violation is { } violation) throw violation;
    }

    private sealed class ThreadOwnership(WorkflowScheduler scheduler) : IDisposable
    {
        public void Dispose() => scheduler._activationThread = -1;
    }
}
