using Temporalio.Activities;

namespace Temporal.Tests.Sdk.Workflows;

public interface IOrderActivities
{
    [Activity("charge")]
    Task<string> ChargeAsync(string order, decimal amount);

    [Activity("notify")]
    Task NotifyAsync(string order);
}
