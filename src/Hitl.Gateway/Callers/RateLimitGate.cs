using Hitl.Gateway.Problems;

namespace Hitl.Gateway.Callers;

/// <summary>Holds every authenticated call against its caller's bucket, before anything is read or decided for it.</summary>
internal sealed class RateLimitGate(RequestDelegate next, RateLimits limits)
{
    public Task InvokeAsync(HttpContext context) =>
        Caller.Find(context) is { } caller && limits.Take(caller) is { } refusal ? ProblemAnswer.WriteAsync(context, refusal) : next(context);
}
