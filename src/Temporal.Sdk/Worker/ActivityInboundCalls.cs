using Temporalio.Worker.Interceptors;

namespace Temporalio.Worker;

/// <summary>The last inbound interceptor of an activity: calls it.</summary>
internal sealed class ActivityInboundCalls : ActivityInboundInterceptor
{
    /// <summary>Head of the outbound chain, as the interceptors in front left it.</summary>
    internal ActivityOutboundInterceptor? Outbound { get; private set; }

    /// <inheritdoc />
    public override void Init(ActivityOutboundInterceptor outbound) => Outbound = outbound;

    /// <inheritdoc />
    public override Task<object?> ExecuteActivityAsync(ExecuteActivityInput input) => input.Activity.InvokeAsync(input.Args);
}
