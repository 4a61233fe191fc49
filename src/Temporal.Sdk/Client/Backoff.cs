namespace Temporalio.Client;

/// <summary>Exponential waits with jitter.</summary>
internal static class Backoff
{
    /// <summary>The wait after so many failures in a row (from 1), lengthened or shortened at random by the factor.</summary>
    internal static TimeSpan Wait(TimeSpan first, double multiplier, TimeSpan longest, double randomization, int failures)
    {
        var grown = Math.Min(first.TotalSeconds * Math.Pow(multiplier, failures - 1), longest.TotalSeconds);
        var jitter = 1 + (randomization * ((Random.Shared.NextDouble() * 2) - 1));
        return TimeSpan.FromSeconds(grown * jitter);
    }
}
