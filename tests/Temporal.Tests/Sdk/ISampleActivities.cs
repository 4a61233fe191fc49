using Temporalio.Activities;

namespace Temporal.Tests.Sdk;

/// <summary>What the sample workflows ask to be done.</summary>
public interface ISampleActivities
{
    [Activity]
    Task<string> PayAsync(string who, decimal amount);

    [Activity]
    Task<string> ListenAsync();
}
