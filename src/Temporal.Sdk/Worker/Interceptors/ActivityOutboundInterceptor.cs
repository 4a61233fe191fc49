namespace Temporalio.Worker.Interceptors;

/// <summary>One link of the chain that an activity's own calls pass.</summary>
public abstract class ActivityOutboundInterceptor
{
    /// <summary>Creates a link in front of another one.</summary>
    /// <param name="next">The link to delegate to.</param>
    protected ActivityOutboundInterceptor(ActivityOutboundInterceptor next) => MaybeNext = next;

    /// <summary>Creates the last link, which overrides everything.</summary>
    private protected ActivityOutboundInterceptor()
    {
    }

    /// <summary>The link behind this one.</summary>
    /// <exception cref="InvalidOperationException">This is the last one.</exception>
    protected ActivityOutboundInterceptor Next => MaybeNext ?? throw new InvalidOperationException("No next interceptor");

    private protected ActivityOutboundInterceptor? MaybeNext { get; init; }

    /// <summary>Notes a heartbeat.</summary>
    /// <param name="input">The call.</param>
    public virtual void Heartbeat(HeartbeatInput input) => Next.Heartbeat(input);
}
