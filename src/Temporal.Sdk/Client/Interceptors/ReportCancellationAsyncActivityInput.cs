using Temporalio.Converters;

namespace Temporalio.Client.Interceptors;

/// <summary>What an interceptor sees of a cancellation reported from outside the worker.</summary>
/// <param name="Activity">Which activity.</param>
/// <param name="Options">Call options.</param>
/// <param name="DataConverterOverride">Converts in place of the client's converter; null for that one.</param>
public record ReportCancellationAsyncActivityInput(
    AsyncActivityHandle.Reference Activity, AsyncActivityReportCancellationOptions? Options, DataConverter? DataConverterOverride = null);
