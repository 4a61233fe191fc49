using System.Runtime.CompilerServices;
using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Client.Schedules;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>Schedules.</summary>
internal sealed partial class ClientCalls
{
    /// <inheritdoc />
    public override async Task<ScheduleHandle> CreateScheduleAsync(CreateScheduleInput input)
    {
        var options = input.Options;
        var request = new CreateScheduleRequest
        {
            Namespace = Namespace,
            ScheduleId = input.Id,
            Schedule = await input.Schedule.ToProtoAsync(OfAction(input.Schedule)).ConfigureAwait(false),
            InitialPatch = InitialPatch(options),
            Identity = Identity,
            RequestId = Guid.NewGuid().ToString(),
            Memo = await MemoAsync(Converter, options?.Memo).ConfigureAwait(false),
            SearchAttributes = options?.TypedSearchAttributes is { Count: > 0 } attributes ? attributes.ToProto() : null,
        };
        try
        {
            await Service.CreateScheduleAsync(request, Rpc(options?.Rpc)).ConfigureAwait(false);
        }
        catch (RpcException error) when (error.Code == RpcException.StatusCode.AlreadyExists)
        {
            throw new ScheduleAlreadyRunningException();
        }

        return new ScheduleHandle(client, input.Id);
    }

    /// <inheritdoc />
    public override IAsyncEnumerable<ScheduleListDescription> ListSchedulesAsync(ListSchedulesInput input) =>
        ListSchedulePagesAsync(input.Options?.Query ?? "", Rpc(input.Options?.Rpc));

    /// <inheritdoc />
    public override Task BackfillScheduleAsync(BackfillScheduleInput input) => PatchAsync(
        input.Id, new SchedulePatch { BackfillRequest = { input.Backfills.Select(backfill => backfill.ToProto()) } }, input.RpcOptions);

    /// <inheritdoc />
    public override Task DeleteScheduleAsync(DeleteScheduleInput input) => Service.DeleteScheduleAsync(
        new() { Namespace = Namespace, ScheduleId = input.Id, Identity = Identity }, Rpc(input.RpcOptions));

    /// <inheritdoc />
    public override async Task<ScheduleDescription> DescribeScheduleAsync(DescribeScheduleInput input) => new(
        input.Id,
        await Service.DescribeScheduleAsync(new() { Namespace = Namespace, ScheduleId = input.Id }, Rpc(input.RpcOptions)).ConfigureAwait(false),
        Converter,
        Of);

    /// <inheritdoc />
    public override Task PauseScheduleAsync(PauseScheduleInput input) =>
        PatchAsync(input.Id, new SchedulePatch { Pause = input.Note ?? "Paused via .NET SDK" }, input.RpcOptions);

    /// <inheritdoc />
    public override Task UnpauseScheduleAsync(UnpauseScheduleInput input) =>
        PatchAsync(input.Id, new SchedulePatch { Unpause = input.Note ?? "Unpaused via .NET SDK" }, input.RpcOptions);

    /// <inheritdoc />
    public override Task TriggerScheduleAsync(TriggerScheduleInput input) => PatchAsync(
        input.Id,
        new SchedulePatch { TriggerImmediately = new() { OverlapPolicy = input.Options?.Overlap ?? ScheduleOverlapPolicy.Unspecified } },
        input.Options?.Rpc);

    /// <inheritdoc />
    public override async Task UpdateScheduleAsync(UpdateScheduleInput input)
    {
        var described = await DescribeScheduleAsync(new(input.Id, input.RpcOptions)).ConfigureAwait(false);
        var update = await input.Updater(new(described)).ConfigureAwait(false);
        if (update is null) return;
        var request = new UpdateScheduleRequest
        {
            Namespace = Namespace,
            ScheduleId = input.Id,
            Schedule = await update.Schedule.ToProtoAsync(OfAction(update.Schedule)).ConfigureAwait(false),
            ConflictToken = described.RawDescription.ConflictToken,
            Identity = Identity,
            RequestId = Guid.NewGuid().ToString(),
            SearchAttributes = update.TypedSearchAttributes?.ToProto(),
        };
        await Service.UpdateScheduleAsync(request, Rpc(input.RpcOptions)).ConfigureAwait(false);
    }

    private static SchedulePatch? InitialPatch(ScheduleOptions? options)
    {
        if (options is not { TriggerImmediately: true } and not { Backfills.Count: > 0 }) return null;
        return new SchedulePatch
        {
            TriggerImmediately = options.TriggerImmediately ? new TriggerImmediatelyRequest() : null,
            BackfillRequest = { options.Backfills.Select(backfill => backfill.ToProto()) },
        };
    }

    private Task PatchAsync(string id, SchedulePatch patch, RpcOptions? rpc) => Service.PatchScheduleAsync(
        new() { Namespace = Namespace, ScheduleId = id, Patch = patch, Identity = Identity, RequestId = Guid.NewGuid().ToString() }, Rpc(rpc));

    private async IAsyncEnumerable<ScheduleListDescription> ListSchedulePagesAsync(
        string query, RpcOptions rpc, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (options, linked) = rpc.WithAdditionalCancellationToken(cancellationToken);
        using var ownedByUs = linked;
        var request = new ListSchedulesRequest { Namespace = Namespace, Query = query, NextPageToken = ByteString.Empty };
        do
        {
            var page = await Service.ListSchedulesAsync(request, options).ConfigureAwait(false);
            foreach (var entry in page.Schedules) yield return new(entry, Converter);
            request.NextPageToken = page.NextPageToken;
        }
        while (!request.NextPageToken.IsEmpty);
    }

    private DataConverter OfAction(Schedules.Schedule schedule) =>
        schedule.Action is ScheduleActionStartWorkflow { Options.Id: { } id } ? Of(id) : Converter;
}
