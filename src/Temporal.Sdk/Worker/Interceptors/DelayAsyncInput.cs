namespace Temporalio.Worker.Interceptors;

/// <summary>What an interceptor sees of a timer.</summary>
/// <param name="Delay">Its time.</param>
/// <param name="CancellationToken">What cancels it; null for the workflow's own token.</param>
/// <param name="Summary">One line for people who look at the history.</param>
public record DelayAsyncInput(TimeSpan Delay, CancellationToken? CancellationToken, string? Summary);
