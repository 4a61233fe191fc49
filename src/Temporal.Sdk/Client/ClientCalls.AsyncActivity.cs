using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>Finishing activities from outside their worker.</summary>
internal sealed partial class ClientCalls
{
    /// <inheritdoc />
    public override async Task HeartbeatAsyncActivityAsync(HeartbeatAsyncActivityInput input)
    {
        var details = await PayloadsAsync(input.DataConverterOverride ?? Converter, input.Options?.Details ?? []).ConfigureAwait(false);
        var rpc = Rpc(input.Options?.Rpc);
        var isToBeCancelled = input.Activity switch
        {
            AsyncActivityHandle.IdReference id => (await Service.RecordActivityTaskHeartbeatByIdAsync(
                new()
                {
                    Namespace = Namespace,
                    WorkflowId = id.WorkflowId,
                    RunId = id.RunId ?? "",
                    ActivityId = id.ActivityId,
                    Details = details,
                    Identity = Identity,
                },
                rpc).ConfigureAwait(false)).CancelRequested,
            _ => (await Service.RecordActivityTaskHeartbeatAsync(
                new() { Namespace = Namespace, TaskToken = Token(input.Activity), Details = details, Identity = Identity },
                rpc).ConfigureAwait(false)).CancelRequested,
        };
        if (isToBeCancelled) throw new AsyncActivityCanceledException();
    }

    /// <inheritdoc />
    public override async Task CompleteAsyncActivityAsync(CompleteAsyncActivityInput input)
    {
        var result = new Payloads { Payloads_ = { await (input.DataConverterOverride ?? Converter).ToPayloadAsync(input.Result).ConfigureAwait(false) } };
        var rpc = Rpc(input.Options?.Rpc);
        if (input.Activity is AsyncActivityHandle.IdReference id)
        {
            await Service.RespondActivityTaskCompletedByIdAsync(
                new()
                {
                    Namespace = Namespace,
                    WorkflowId = id.WorkflowId,
                    RunId = id.RunId ?? "",
                    ActivityId = id.ActivityId,
                    Result = result,
                    Identity = Identity,
                },
                rpc).ConfigureAwait(false);
            return;
        }
        await Service.RespondActivityTaskCompletedAsync(
            new() { Namespace = Namespace, TaskToken = Token(input.Activity), Result = result, Identity = Identity },
            rpc).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public override async Task FailAsyncActivityAsync(FailAsyncActivityInput input)
    {
        var failure = await (input.DataConverterOverride ?? Converter).ToFailureAsync(input.Exception).ConfigureAwait(false);
        var details = await PayloadsAsync(input.DataConverterOverride ?? Converter, input.Options?.LastHeartbeatDetails ?? []).ConfigureAwait(false);
        var rpc = Rpc(input.Options?.Rpc);
        if (input.Activity is AsyncActivityHandle.IdReference id)
        {
            await Service.RespondActivityTaskFailedByIdAsync(
                new()
                {
                    Namespace = Namespace,
                    WorkflowId = id.WorkflowId,
                    RunId = id.RunId ?? "",
                    ActivityId = id.ActivityId,
                    Failure = failure,
                    LastHeartbeatDetails = details,
                    Identity = Identity,
                },
                rpc).ConfigureAwait(false);
            return;
        }
        await Service.RespondActivityTaskFailedAsync(
            new()
            {
                Namespace = Namespace,
                TaskToken = Token(input.Activity),
                Failure = failure,
                LastHeartbeatDetails = details,
                Identity = Identity,
            },
            rpc).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public override async Task ReportCancellationAsyncActivityAsync(ReportCancellationAsyncActivityInput input)
    {
        var details = await PayloadsAsync(input.DataConverterOverride ?? Converter, input.Options?.Details ?? []).ConfigureAwait(false);
        var rpc = Rpc(input.Options?.Rpc);
        if (input.Activity is AsyncActivityHandle.IdReference id)
        {
            await Service.RespondActivityTaskCanceledByIdAsync(
                new()
                {
                    Namespace = Namespace,
                    WorkflowId = id.WorkflowId,
                    RunId = id.RunId ?? "",
                    ActivityId = id.ActivityId,
                    Details = details,
                    Identity = Identity,
                },
                rpc).ConfigureAwait(false);
            return;
        }
        await Service.RespondActivityTaskCanceledAsync(
            new() { Namespace = Namespace, TaskToken = Token(input.Activity), Details = details, Identity = Identity },
            rpc).ConfigureAwait(false);
    }

    private static ByteString Token(AsyncActivityHandle.Reference activity) =>
        activity is AsyncActivityHandle.TaskTokenReference token
            ? ByteString.CopyFrom(token.TaskToken)
            : throw new ArgumentException("Neither an id nor a task token reference", nameof(activity));
}
