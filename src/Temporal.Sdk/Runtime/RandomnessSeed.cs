namespace Temporalio.Runtime;

/// <summary>Where a run's random numbers start.</summary>
internal static class RandomnessSeed
{
    /// <summary>FNV-1a of the run id: the same on every machine, and different for every run.</summary>
    internal static ulong FromRunId(string runId)
    {
        var hash = 14695981039346656037ul;
        foreach (var character in runId) hash = unchecked((hash ^ character) * 1099511628211ul);
        return hash;
    }
}
