using Temporal.DevServer.Activities;
using Temporal.DevServer.Hosting;
using Temporal.DevServer.State;
using Temporalio.Api.Activity.V1;

namespace Temporal.DevServer.Rpc;

/// <summary>Pausing, resetting and changing pending activities.</summary>
internal static class ActivityControlRpcs
{
    internal static IRpc[] All { get; } =
    [
        RpcTable.Workflow<PauseActivityRequest, PauseActivityResponse>("PauseActivity", async (r, call) =>
        {
            await ChangeAsync(call, r.Namespace, r.Execution, r.Id, r.Type, false, (t, a) => ActivityControl.Pause(t, a, r.Identity, r.Reason));
            return new();
        }),
        RpcTable.Workflow<UnpauseActivityRequest, UnpauseActivityResponse>("UnpauseActivity", async (r, call) =>
        {
            await ChangeAsync(call, r.Namespace, r.Execution, r.Id, r.Type, r.UnpauseAll,
                (t, a) => ActivityControl.Unpause(t, a, r.ResetAttempts, r.ResetHeartbeat, Ticks.From(r.Jitter)));
            return new();
        }),
        RpcTable.Workflow<ResetActivityRequest, ResetActivityResponse>("ResetActivity", async (r, call) =>
        {
            await ChangeAsync(call, r.Namespace, r.Execution, r.Id, r.Type, r.MatchAll, (t, a) =>
            {
                if (r.RestoreOriginalOptions) ActivityControl.Change(t, a, null, null, restore: true);
                ActivityControl.Reset(t, a, r.ResetHeartbeat, r.KeepPaused, Ticks.From(r.Jitter));
            });
            return new();
        }),
        RpcTable.Workflow<UpdateActivityOptionsRequest, UpdateActivityOptionsResponse>("UpdateActivityOptions", async (r, call) =>
        {
            ActivityOptions? changed = null;
            await ChangeAsync(call, r.Namespace, r.Execution, r.Id, r.Type, r.MatchAll,
                (t, a) => changed = ActivityControl.Change(t, a, r.ActivityOptions, r.UpdateMask, r.RestoreOriginal));
            return new() { ActivityOptions = changed };
        }),
    ];

    private static async ValueTask ChangeAsync(
        RpcCall call, string @namespace, WorkflowExecution? execution, string id, string type, bool all, Action<Transition, ActivityEntry> change)
    {
        var key = WorkflowRpcs.Key(call, @namespace, execution);
        if (id.Length == 0 && type.Length == 0 && !all) throw Failures.InvalidArgument("Either activity id or activity type must be provided.");
        await call.Engine.ChangeAsync(key, execution!.RunId, (t, _) =>
        {
            foreach (var entry in ActivityControl.Select(t.Run, id, type, all)) change(t, entry);
            return true;
        });
    }
}
