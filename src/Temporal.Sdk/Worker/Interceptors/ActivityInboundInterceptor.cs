namespace Temporalio.Worker.Interceptors;

/// <summary>One link of the chain that an activity attempt passes on its way in.</summary>
public abstract class ActivityInboundInterceptor
{
    /// <summary>Creates a link in front of another one.</summary>
    /// <param name="next">The link to delegate to.</param>
    protected ActivityInboundInterceptor(ActivityInboundInterceptor next) => MaybeNext = next;

    /// <summary>Creates the last link, which overrides everything.</summary>
    private protected ActivityInboundInterceptor()
    {
    }

    /// <summary>The link behind this one.</summary>
    /// <exception cref="InvalidOperationException">This is the last one.</exception>
    protected ActivityInboundInterceptor Next => MaybeNext ?? throw new InvalidOperationException("No next interceptor");

    private protected ActivityInboundInterceptor? MaybeNext { get; init; }

    /// <summary>Tells the chain what the activity's own calls go through.</summary>
    /// <param name="outbound">Head of the outbound chain; wrap it before passing it on to add to that chain.</param>
    public virtual void Init(ActivityOutboundInterceptor outbound) => Next.Init(outbound);

    /// <summary>Runs the activity.</summary>
    /// <param name="input">The call.</param>
    /// <returns>The activity's result.</returns>
    public virtual Task<object?> ExecuteActivityAsync(ExecuteActivityInput input) => Next.ExecuteActivityAsync(input);
}
