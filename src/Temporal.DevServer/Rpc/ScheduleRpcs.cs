using Temporal.DevServer.Engine;
using Temporal.DevServer.Hosting;
using Temporal.DevServer.Schedules;
using Temporal.DevServer.State;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Schedule.V1;

namespace Temporal.DevServer.Rpc;

/// <summary>Making and changing one schedule.</summary>
internal static class ScheduleRpcs
{
    internal static IRpc[] All { get; } =
    [
        RpcTable.Workflow<CreateScheduleRequest, CreateScheduleResponse>("CreateSchedule", Create),
        RpcTable.Workflow<UpdateScheduleRequest, UpdateScheduleResponse>("UpdateSchedule", Update),
        RpcTable.Workflow<PatchScheduleRequest, PatchScheduleResponse>("PatchSchedule", Patch),
        RpcTable.Workflow<DeleteScheduleRequest, DeleteScheduleResponse>("DeleteSchedule", Delete),
    ];

    internal static WorkflowKey Key(RpcCall call, string @namespace, string scheduleId)
    {
        var ns = call.Namespace(@namespace);
        return Limits.CheckId("ScheduleId", scheduleId) is { } why ? throw Failures.InvalidArgument(why) : ScheduleKeys.Of(ns.Name, scheduleId);
    }

    internal static ByteString Token(ScheduleRecord record) => ByteString.CopyFrom(BitConverter.GetBytes(record.ConflictVersion));

    private static async ValueTask<CreateScheduleResponse> Create(CreateScheduleRequest request, RpcCall call)
    {
        var key = Key(call, request.Namespace, request.ScheduleId);
        var ns = call.Namespace(request.Namespace);
        var schedule = Normalize(request.Schedule, request.ScheduleId, ns);
        var search = request.SearchAttributes;
        if (search is not null && ns.SearchAttributes.Normalize(search, out search) is { } wrong) throw Failures.InvalidArgument(wrong);
        return await call.Engine.WithSlotAsync(key, async slot =>
        {
            if (await call.Engine.FindAsync(slot, "") is { IsOpen: true } existing)
            {
                if (existing.Volatile.StartRequestId != request.RequestId || request.RequestId.Length == 0) throw AlreadyExists(existing);
                return new CreateScheduleResponse { ConflictToken = Token(existing.Volatile.Schedule) };
            }
            var t = new Transition(new RunState(new(key, Guid.CreateVersion7().ToString())), call.Engine.Clock.Now, call.Engine);
            Begin(t, request, schedule, search ?? new());
            await call.Engine.CommitAsync(slot, [t], t.Run.Self.RunId);
            return new CreateScheduleResponse { ConflictToken = Token(t.Run.Volatile.Schedule) };
        });
    }

    private static void Begin(Transition t, CreateScheduleRequest request, Schedule schedule, SearchAttributes search)
    {
        search.IndexedFields["TemporalSchedulePaused"] = Paused(schedule);
        RunStart.Begin(t, new()
        {
            WorkflowId = request.ScheduleId,
            WorkflowType = new() { Name = ScheduleKeys.WorkflowType },
            TaskQueue = new() { Name = "temporal-sys-per-ns-tq" },
            Identity = request.Identity,
            Memo = request.Memo,
            SearchAttributes = search,
            FirstExecutionRunId = t.Run.Self.RunId,
        }, null, request.RequestId);
        t.Run.Volatile.Schedule = new()
        {
            Schedule = schedule,
            Info = new() { CreateTime = Ticks.ToTimestamp(t.Now) },
            ProcessedTicks = t.Now,
            ConflictVersion = 1,
        };
        if (request.InitialPatch is { } patch) Apply(t, patch);
        ScheduleProcess.Advance(t);
    }

    private static async ValueTask<UpdateScheduleResponse> Update(UpdateScheduleRequest request, RpcCall call)
    {
        var key = Key(call, request.Namespace, request.ScheduleId);
        var ns = call.Namespace(request.Namespace);
        var schedule = Normalize(request.Schedule, request.ScheduleId, ns);
        var search = request.SearchAttributes;
        if (search is not null && ns.SearchAttributes.Normalize(search, out search) is { } wrong) throw Failures.InvalidArgument(wrong);
        await ChangeAsync(call, key, t =>
        {
            var record = t.Run.Volatile.Schedule;
            if (!request.ConflictToken.IsEmpty && request.ConflictToken != Token(record)) throw Failures.FailedPrecondition("mismatched conflict token");
            record.Schedule = schedule;
            record.Info.UpdateTime = Ticks.ToTimestamp(t.Now);
            record.ProcessedTicks = t.Now;
            record.ConflictVersion++;
            if (search is not null) ScheduleAttributes.Replace(t, search);
            if (request.Memo is { } memo) ScheduleAttributes.Replace(t, memo);
            ScheduleAttributes.SetPaused(t, Paused(schedule));
            ScheduleProcess.Advance(t);
        });
        return new();
    }

    private static async ValueTask<PatchScheduleResponse> Patch(PatchScheduleRequest request, RpcCall call)
    {
        var patch = request.Patch ?? throw Failures.InvalidArgument("Patch is not set on request.");
        await ChangeAsync(call, Key(call, request.Namespace, request.ScheduleId), t =>
        {
            Apply(t, patch);
            ScheduleAttributes.SetPaused(t, Paused(t.Run.Volatile.Schedule.Schedule));
            ScheduleProcess.Advance(t);
        });
        return new();
    }

    private static async ValueTask<DeleteScheduleResponse> Delete(DeleteScheduleRequest request, RpcCall call)
    {
        await call.Engine.WithSlotAsync(Key(call, request.Namespace, request.ScheduleId), async slot =>
        {
            await call.Engine.DeleteAsync(slot, await RequireAsync(call, slot));
            return true;
        });
        return new();
    }

    /// <exception cref="RpcStatusException">NOT_FOUND: there is no such schedule.</exception>
    internal static async ValueTask<RunState> RequireAsync(RpcCall call, WorkflowSlot slot) =>
        await call.Engine.FindAsync(slot, "") ?? throw Failures.NotFound($"workflow not found for ID: temporal-sys-scheduler:{slot.Key.WorkflowId}");

    private static ValueTask<bool> ChangeAsync(RpcCall call, WorkflowKey key, Action<Transition> change) => call.Engine.WithSlotAsync(key, async slot =>
        await call.Engine.TransactAsync(slot, await RequireAsync(call, slot), (t, _) =>
        {
            // Even if the change is refused half-way, what it touched must not stay in memory.
            t.Touch();
            change(t);
            return true;
        }));

    private static void Apply(Transition t, SchedulePatch patch)
    {
        var record = t.Run.Volatile.Schedule;
        var state = record.Schedule.State;
        if (patch.Pause.Length > 0) (state.Paused, state.Notes) = (true, patch.Pause);
        if (patch.Unpause.Length > 0)
        {
            // What came due during the pause is not made up for.
            if (state.Paused) record.ProcessedTicks = t.Now;
            (state.Paused, state.Notes) = (false, patch.Unpause);
        }
        if (patch.Pause.Length + patch.Unpause.Length > 0) record.ConflictVersion++;
        if (patch.TriggerImmediately is { } trigger)
        {
            ScheduleProcess.Demand(t, trigger.ScheduledTime is { } time ? Ticks.From(time) : t.Now, trigger.OverlapPolicy);
        }
        var times = new ScheduleTimes(record.Schedule.Spec, t.Run.Self.Key.WorkflowId);
        foreach (var backfill in patch.BackfillRequest)
        {
            if (backfill.StartTime is null || backfill.EndTime is null) throw Failures.InvalidArgument("A backfill needs a start time and an end time.");
            var (at, end) = (Ticks.From(backfill.StartTime) - 1, Ticks.From(backfill.EndTime));
            for (var taken = 0; times.NextAfter(at) is { } next && next.Nominal <= end && taken < 1000; taken++)
            {
                ScheduleProcess.Demand(t, next.Nominal, backfill.OverlapPolicy);
                at = next.Nominal;
            }
        }
    }

    private static Schedule Normalize(Schedule? given, string scheduleId, NamespaceEntry ns)
    {
        try
        {
            var schedule = ScheduleSpecs.Normalize(given ?? throw Failures.InvalidArgument("Schedule is not set on request."), scheduleId);
            ScheduleActions.Check(schedule, ns);
            return schedule;
        }
        catch (FormatException wrong)
        {
            throw new RpcStatusException(GrpcStatusCode.InvalidArgument, $"Invalid schedule spec: {wrong.Message}", null, wrong);
        }
    }

    private static Payload Paused(Schedule schedule) => PayloadValues.Json(schedule.State.Paused ? "true" : "false", "Bool");

    private static RpcStatusException AlreadyExists(RunState run) => new(GrpcStatusCode.AlreadyExists,
        $"Schedule with id {run.Self.Key.WorkflowId} is already registered.",
        new WorkflowExecutionAlreadyStartedFailure { StartRequestId = run.Volatile.StartRequestId, RunId = run.Self.RunId });
}
