using Temporalio.Converters;

namespace Temporalio.Client.Interceptors;

/// <summary>What an interceptor sees of a result from outside the worker.</summary>
/// <param name="Activity">Which activity.</param>
/// <param name="Result">Its result.</param>
/// <param name="Options">Call options.</param>
/// <param name="DataConverterOverride">Converts in place of the client's converter; null for that one.</param>
public record CompleteAsyncActivityInput(
    AsyncActivityHandle.Reference Activity, object? Result, AsyncActivityCompleteOptions? Options, DataConverter? DataConverterOverride = null);
