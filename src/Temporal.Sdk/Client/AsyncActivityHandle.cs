using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>Finishes or heartbeats an activity that left its worker with <see cref="Activities.CompleteAsyncException"/>.</summary>
/// <param name="Client">Client that makes the calls.</param>
/// <param name="Activity">Which activity.</param>
/// <param name="DataConverterOverride">Converts in place of the client's converter; null for that one.</param>
public record AsyncActivityHandle(ITemporalClient Client, AsyncActivityHandle.Reference Activity, DataConverter? DataConverterOverride = null)
{
    /// <summary>A handle of the same activity that converts for a context, as the activity itself does.</summary>
    /// <param name="context">The context, usually an <see cref="ISerializationContext.Activity"/>.</param>
    /// <returns>The handle.</returns>
    public AsyncActivityHandle WithSerializationContext(ISerializationContext context) =>
        this with { DataConverterOverride = (DataConverterOverride ?? Client.Options.DataConverter).WithSerializationContext(context) };

    /// <summary>Tells the server the activity is alive. Not throttled.</summary>
    /// <param name="options">Details and how the call is sent.</param>
    /// <returns>Done when the server has it.</returns>
    /// <exception cref="AsyncActivityCanceledException">Cancellation was requested: call <see cref="ReportCancellationAsync"/>.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public Task HeartbeatAsync(AsyncActivityHeartbeatOptions? options = null) =>
        Client.OutboundInterceptor.HeartbeatAsyncActivityAsync(new(Activity, options, DataConverterOverride));

    /// <summary>Completes the activity.</summary>
    /// <param name="result">Its result.</param>
    /// <param name="options">How the call is sent.</param>
    /// <returns>Done when the server has it.</returns>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public Task CompleteAsync(object? result = null, AsyncActivityCompleteOptions? options = null) =>
        Client.OutboundInterceptor.CompleteAsyncActivityAsync(new(Activity, result, options, DataConverterOverride));

    /// <summary>Fails this attempt of the activity.</summary>
    /// <param name="exception">Why.</param>
    /// <param name="options">How the call is sent.</param>
    /// <returns>Done when the server has it.</returns>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public Task FailAsync(Exception exception, AsyncActivityFailOptions? options = null) =>
        Client.OutboundInterceptor.FailAsyncActivityAsync(new(Activity, exception, options, DataConverterOverride));

    /// <summary>Reports the activity as cancelled, after its cancellation was requested.</summary>
    /// <param name="options">Details and how the call is sent.</param>
    /// <returns>Done when the server has it.</returns>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public Task ReportCancellationAsync(AsyncActivityReportCancellationOptions? options = null) =>
        Client.OutboundInterceptor.ReportCancellationAsyncActivityAsync(new(Activity, options, DataConverterOverride));

    /// <summary>Names an activity.</summary>
    public abstract record Reference
    {
        /// <summary>Only the two kinds here exist.</summary>
        private protected Reference()
        {
        }
    }

    /// <summary>Names an activity by ids.</summary>
    /// <param name="WorkflowId">Workflow that scheduled it.</param>
    /// <param name="RunId">Run of the workflow, or null for the current one.</param>
    /// <param name="ActivityId">Activity id.</param>
    public record IdReference(string WorkflowId, string? RunId, string ActivityId) : Reference;

    /// <summary>Names one attempt of an activity by its token.</summary>
    /// <param name="TaskToken">Token from <see cref="Activities.ActivityInfo.TaskToken"/>.</param>
    public record TaskTokenReference(byte[] TaskToken) : Reference;
}
