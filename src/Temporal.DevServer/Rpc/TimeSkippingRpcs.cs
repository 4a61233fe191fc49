using Temporal.DevServer.Hosting;
using Temporal.DevServer.State;
using Temporalio.Api.TestService.V1;

namespace Temporal.DevServer.Rpc;

/// <summary>The test service: locks on time, and sleeping in it. Served by the time-skipping server only.</summary>
internal static class TimeSkippingRpcs
{
    internal static IRpc[] All { get; } =
    [
        Test<LockTimeSkippingRequest, LockTimeSkippingResponse>("LockTimeSkipping", Lock),
        Test<UnlockTimeSkippingRequest, UnlockTimeSkippingResponse>("UnlockTimeSkipping", Unlock),
        Test<SleepRequest, SleepResponse>("Sleep", (r, call) => SleepAsync(call, call.Engine.Clock.Now + Ticks.From(r.Duration), unlocked: false)),
        Test<SleepUntilRequest, SleepResponse>("SleepUntil", (r, call) => SleepAsync(call, Ticks.From(r.Timestamp), unlocked: false)),
        Test<SleepRequest, SleepResponse>("UnlockTimeSkippingWithSleep",
            (r, call) => SleepAsync(call, call.Engine.Clock.Now + Ticks.From(r.Duration), unlocked: true)),
        Test<Empty, GetCurrentTimeResponse>("GetCurrentTime",
            (_, call) => ValueTask.FromResult(new GetCurrentTimeResponse { Time = Ticks.ToTimestamp(call.Engine.Clock.Now) })),
    ];

    private static IRpc Test<TRequest, TResponse>(string name, Func<TRequest, RpcCall, ValueTask<TResponse>> handle)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse> =>
        new Rpc<TRequest, TResponse>(GrpcMethods.Find(GrpcMethods.TestService, name), handle);

    private static ValueTask<LockTimeSkippingResponse> Lock(LockTimeSkippingRequest request, RpcCall call)
    {
        call.Engine.Skipper.Lock();
        return ValueTask.FromResult(new LockTimeSkippingResponse());
    }

    private static ValueTask<UnlockTimeSkippingResponse> Unlock(UnlockTimeSkippingRequest request, RpcCall call) =>
        call.Engine.Skipper.TryUnlock()
            ? ValueTask.FromResult(new UnlockTimeSkippingResponse())
            : throw Failures.FailedPrecondition("Time skipping is not locked: unbalanced unlock.");

    private static async ValueTask<SleepResponse> SleepAsync(RpcCall call, long until, bool unlocked)
    {
        var skipper = call.Engine.Skipper;
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var refused = false;
        call.Engine.Timers.Sleep(until, () =>
        {
            // Locked again in the very instant the time is reached, before anything later can be skipped to.
            if (unlocked && !refused) skipper.Lock();
            reached.TrySetResult();
        });
        if (unlocked && !skipper.TryUnlock())
        {
            refused = true;
            throw Failures.FailedPrecondition("Time skipping is not locked: unbalanced unlock.");
        }
        await reached.Task.WaitAsync(call.Cancel);
        return new();
    }
}
