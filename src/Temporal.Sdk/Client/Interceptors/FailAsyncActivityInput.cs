using Temporalio.Converters;

namespace Temporalio.Client.Interceptors;

/// <summary>What an interceptor sees of a failure from outside the worker.</summary>
/// <param name="Activity">Which activity.</param>
/// <param name="Exception">Why it failed.</param>
/// <param name="Options">Call options.</param>
/// <param name="DataConverterOverride">Converts in place of the client's converter; null for that one.</param>
public record FailAsyncActivityInput(
    AsyncActivityHandle.Reference Activity, Exception Exception, AsyncActivityFailOptions? Options, DataConverter? DataConverterOverride = null);
