using Temporalio.Activities;

namespace Hitl.Workflows.Coverage;

/// <summary>Proves coverage and records what it found. Safe to repeat: a second run writes a second row that says the same.</summary>
public interface ICoverageActivities
{
    /// <summary>Simulates the coming days under the live catalog.</summary>
    /// <param name="days">How many.</param>
    /// <returns>How many gaps it found.</returns>
    [Activity("prove-coverage")]
    Task<int> ProveAsync(int days);
}
