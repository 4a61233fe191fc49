namespace Temporal.DevServer.Hosting;

/// <summary>Tells when the process that started this one for its tests is gone.</summary>
internal static class ParentWatch
{
    /// <summary>Set to 1 by a parent that holds our standard input open as long as it lives.</summary>
    internal const string Variable = "TEMPORAL_EXIT_WITH_STDIN";

    /// <summary>Completes when standard input closes, which it does however the parent dies; never if nobody asked for this.</summary>
    internal static Task WhenGoneAsync() =>
        Environment.GetEnvironmentVariable(Variable) == "1"
            ? Task.Factory.StartNew(ReadToEnd, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            : new TaskCompletionSource().Task;

    private static void ReadToEnd()
    {
        using var input = Console.OpenStandardInput();
        Span<byte> ignored = stackalloc byte[64];
        while (input.Read(ignored) > 0)
        {
            // Nothing is expected; only the end counts.
        }
    }
}
