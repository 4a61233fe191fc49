using Temporalio.Worker;

namespace Temporal.Tests.Sdk;

/// <summary>Runs workers for as long as a test needs them, and not past its cancellation.</summary>
internal static class WorkerRuns
{
    public static Task WhileAsync(this TemporalWorker worker, Func<Task> test) =>
        worker.ExecuteAsync(test, TestContext.Current.CancellationToken);

    public static Task<T> WhileAsync<T>(this TemporalWorker worker, Func<Task<T>> test) =>
        worker.ExecuteAsync(test, TestContext.Current.CancellationToken);
}
