using Microsoft.Extensions.Logging;

namespace Temporalio.Runtime;

/// <summary>Says everything once: silent while a workflow repeats what it did before.</summary>
internal sealed class ReplaySafeLogger(ILogger logger, WorkflowInstance workflow) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => logger.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => !workflow.IsReplayingHistory && logger.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (workflow.IsReplayingHistory) return;

        // What a logger does with a line is its own business, also if it takes other threads for it.
        var tracked = workflow.Scheduler.IsTracking;
        workflow.Scheduler.IsTracking = false;
        try
        {
            logger.Log(logLevel, eventId, state, exception, formatter);
        }
        finally
        {
            workflow.Scheduler.IsTracking = tracked;
        }
    }
}
