using Temporal.DevServer.Hosting;
using Temporal.DevServer.Schedules;
using Temporal.DevServer.State;
using Temporalio.Api.Schedule.V1;

namespace Temporal.DevServer.Rpc;

/// <summary>Looking at schedules.</summary>
internal static class ScheduleListRpcs
{
    private const int FutureDescribed = 10;
    private const int FutureListed = 5;
    private const int MatchingTimes = 1000;

    internal static IRpc[] All { get; } =
    [
        RpcTable.Workflow<DescribeScheduleRequest, DescribeScheduleResponse>("DescribeSchedule", Describe),
        RpcTable.Workflow<ListSchedulesRequest, ListSchedulesResponse>("ListSchedules", List),
        RpcTable.Workflow<CountSchedulesRequest, CountSchedulesResponse>("CountSchedules", Count),
        RpcTable.Workflow<ListScheduleMatchingTimesRequest, ListScheduleMatchingTimesResponse>("ListScheduleMatchingTimes", MatchTimes),
    ];

    private static ValueTask<DescribeScheduleResponse> Describe(DescribeScheduleRequest request, RpcCall call) =>
        ReadAsync(call, ScheduleRpcs.Key(call, request.Namespace, request.ScheduleId), run =>
        {
            var record = run.Volatile.Schedule;
            var info = record.Info.Clone();
            info.FutureActionTimes.Add(Future(run, call.Engine.Clock.Now, FutureDescribed));
            return new DescribeScheduleResponse
            {
                Schedule = record.Schedule.Clone(),
                Info = info,
                Memo = new() { Fields = { run.Memo } },
                SearchAttributes = Visible(run),
                ConflictToken = ScheduleRpcs.Token(record),
            };
        });

    private static async ValueTask<ListSchedulesResponse> List(ListSchedulesRequest request, RpcCall call)
    {
        var owner = call.Namespace(request.Namespace).Name;
        var found = await VisibilityRpcs.ListAsync(call, owner, ScheduleKeys.Namespace(owner), request.Query, request.MaximumPageSize, request.NextPageToken);
        var response = new ListSchedulesResponse { NextPageToken = found.NextPageToken };
        foreach (var execution in found.Executions)
        {
            var key = ScheduleKeys.Of(owner, execution.Execution.WorkflowId);
            response.Schedules.Add(await ReadAsync(call, key, run => Entry(run, call.Engine.Clock.Now)));
        }
        return response;
    }

    private static async ValueTask<CountSchedulesResponse> Count(CountSchedulesRequest request, RpcCall call)
    {
        var owner = call.Namespace(request.Namespace).Name;
        return new() { Count = (await VisibilityRpcs.CountAsync(call, owner, ScheduleKeys.Namespace(owner), request.Query)).Count };
    }

    private static ValueTask<ListScheduleMatchingTimesResponse> MatchTimes(ListScheduleMatchingTimesRequest request, RpcCall call)
    {
        if (request.StartTime is null || request.EndTime is null) throw Failures.InvalidArgument("StartTime and EndTime are needed.");
        return ReadAsync(call, ScheduleRpcs.Key(call, request.Namespace, request.ScheduleId), run =>
        {
            var times = new ScheduleTimes(run.Volatile.Schedule.Schedule.Spec, run.Self.Key.WorkflowId);
            var (at, end) = (Ticks.From(request.StartTime) - 1, Ticks.From(request.EndTime));
            var response = new ListScheduleMatchingTimesResponse();
            while (times.NextAfter(at) is { } next && next.Nominal <= end && response.StartTime.Count < MatchingTimes)
            {
                response.StartTime.Add(Ticks.ToTimestamp(next.Nominal));
                at = next.Nominal;
            }
            return response;
        });
    }

    private static ScheduleListEntry Entry(RunState run, long now)
    {
        var record = run.Volatile.Schedule;
        return new()
        {
            ScheduleId = run.Self.Key.WorkflowId,
            Memo = new() { Fields = { run.Memo } },
            SearchAttributes = Visible(run),
            Info = new()
            {
                Spec = record.Schedule.Spec.Clone(),
                WorkflowType = record.Schedule.Action.StartWorkflow.WorkflowType,
                Notes = record.Schedule.State.Notes,
                Paused = record.Schedule.State.Paused,
                RecentActions = { record.Info.RecentActions.TakeLast(FutureListed).Select(a => a.Clone()) },
                FutureActionTimes = { Future(run, now, FutureListed) },
            },
        };
    }

    private static IEnumerable<Timestamp> Future(RunState run, long now, int count)
    {
        var state = run.Volatile.Schedule.Schedule.State;
        if (state.Paused || state is { LimitedActions: true, RemainingActions: 0 }) yield break;
        var times = new ScheduleTimes(run.Volatile.Schedule.Schedule.Spec, run.Self.Key.WorkflowId);
        var at = now;
        for (var i = 0; i < count && times.NextAfter(at) is { } next; i++)
        {
            yield return Ticks.ToTimestamp(next.Actual);
            at = next.Nominal;
        }
    }

    /// <summary>Without the attributes the server keeps for its own lists.</summary>
    private static SearchAttributes Visible(RunState run)
    {
        var visible = new SearchAttributes { IndexedFields = { run.SearchAttributes } };
        visible.IndexedFields.Remove("TemporalSchedulePaused");
        return visible;
    }

    private static ValueTask<T> ReadAsync<T>(RpcCall call, WorkflowKey key, Func<RunState, T> read) =>
        call.Engine.WithSlotAsync(key, async slot => read(await ScheduleRpcs.RequireAsync(call, slot)));
}
