using Temporal.DevServer.Engine;
using Temporal.DevServer.Hosting;
using Temporal.DevServer.Schedules;
using Temporal.DevServer.State;
using Temporal.DevServer.Visibility;
using Temporalio.Api.OperatorService.V1;

namespace Temporal.DevServer.Rpc;

/// <summary>Deletes a namespace with everything in it: its schedules first, so that they start nothing more, then its workflows.</summary>
/// <remarks>The call answers when all is gone, and goes on if its caller does not wait. One that is interrupted by the end of the server may be repeated.</remarks>
internal static class NamespaceDeletion
{
    private const int Page = 200;

    internal static async ValueTask<DeleteNamespaceResponse> DeleteAsync(DeleteNamespaceRequest request, RpcCall call)
    {
        var all = call.Server.Namespaces;
        var entry = request.Namespace.Length > 0
            ? call.Namespace(request.Namespace)
            : all.All.FirstOrDefault(each => each.Record.Id == request.NamespaceId) ?? throw Failures.NamespaceNotFound(request.NamespaceId);
        var engine = call.Engine;
        await all.RemoveAsync(entry, async () =>
        {
            await EmptyAsync(ScheduleKeys.Namespace(entry.Name), run => engine.WithSlotAsync(run.Key, async slot =>
            {
                await engine.DeleteAsync(slot, await engine.RequireAsync(slot, run.RunId));
                return true;
            }), engine);
            await EmptyAsync(entry.Name, run => WorkflowRpcs.DeleteAsync(engine, run.Key, run.RunId), engine);
        });
        return new() { DeletedNamespace = $"{entry.Name}-deleted-{entry.Record.Id[..5]}" };
    }

    // Read again until nothing is left: the end of one run may have started another.
    private static async ValueTask EmptyAsync(string name, Func<RunRef, ValueTask<bool>> delete, WorkflowEngine engine)
    {
        while (await engine.Store.ListAsync(new VisibilityQuery(name, null, null, false, null), null, Page, default) is { Count: > 0 } runs)
        {
            foreach (var run in runs)
            {
                try
                {
                    await delete(run.Run);
                }
                catch (RpcStatusException gone) when (gone.Code == GrpcStatusCode.NotFound)
                {
                    // Its retention was over in between.
                    continue;
                }
            }
        }
    }
}
