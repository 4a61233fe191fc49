using Temporalio.Api.TestService.V1;
using Temporal.Protocol.Grpc;

namespace Temporalio.Client;

/// <summary>Raw calls of <c>temporal.api.testservice.v1.TestService</c>. Only time-skipping test servers answer them.</summary>
public sealed class TestService : RpcService
{
    internal TestService(TemporalConnection connection)
        : base(connection)
    {
    }

    internal override string FullName => GrpcMethods.TestService;

    /// <summary>Calls <c>LockTimeSkipping</c>: time runs as on the wall until unlocked as often.</summary>
    /// <param name="req">The request.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    public Task<LockTimeSkippingResponse> LockTimeSkippingAsync(LockTimeSkippingRequest req, RpcOptions? options = null) =>
        InvokeAsync<LockTimeSkippingResponse>("LockTimeSkipping", req, options);

    /// <summary>Calls <c>UnlockTimeSkipping</c>: takes one lock away.</summary>
    /// <param name="req">The request.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    public Task<UnlockTimeSkippingResponse> UnlockTimeSkippingAsync(UnlockTimeSkippingRequest req, RpcOptions? options = null) =>
        InvokeAsync<UnlockTimeSkippingResponse>("UnlockTimeSkipping", req, options);

    /// <summary>Calls <c>UnlockTimeSkippingWithSleep</c>: unlocked while the server's clock covers a span, then locked again.</summary>
    /// <param name="req">The span.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer, when the span has passed on the server's clock.</returns>
    public Task<SleepResponse> UnlockTimeSkippingWithSleepAsync(SleepRequest req, RpcOptions? options = null) =>
        InvokeAsync<SleepResponse>("UnlockTimeSkippingWithSleep", req, options);

    /// <summary>Calls <c>Sleep</c>: answers when a span has passed on the server's clock.</summary>
    /// <param name="req">The span.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    public Task<SleepResponse> SleepAsync(SleepRequest req, RpcOptions? options = null) =>
        InvokeAsync<SleepResponse>("Sleep", req, options);

    /// <summary>Calls <c>SleepUntil</c>: answers when the server's clock reaches a time.</summary>
    /// <param name="req">The time.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    public Task<SleepResponse> SleepUntilAsync(SleepUntilRequest req, RpcOptions? options = null) =>
        InvokeAsync<SleepResponse>("SleepUntil", req, options);

    /// <summary>Calls <c>GetCurrentTime</c>.</summary>
    /// <param name="req">The request.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The server's time.</returns>
    public Task<GetCurrentTimeResponse> GetCurrentTimeAsync(Google.Protobuf.WellKnownTypes.Empty req, RpcOptions? options = null) =>
        InvokeAsync<GetCurrentTimeResponse>("GetCurrentTime", req, options);
}
