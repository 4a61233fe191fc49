using System.Globalization;
using Hitl.Client;
using Hitl.Client.Problems;
using Hitl.Gateway.Mcp;

namespace Hitl.Gateway.Problems;

/// <summary>Turns a refusal into <c>application/problem+json</c>: the one place where that happens.</summary>
internal static class ProblemAnswer
{
    public static async Task WriteAsync(HttpContext context, Refusal refusal)
    {
        if (!refusal.IsRecorded) await context.RequestServices.GetRequiredService<RefusalRecorder>().RecordAsync(context, refusal);
        // The caller may have been answered in part already; then the broken connection is the answer.
        if (context.Response.HasStarted) return;
        context.Response.Clear();
        context.Response.StatusCode = refusal.Status;
        context.Response.Headers.CacheControl = "no-store";
        if (refusal.RetryAfter is { } seconds) context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (refusal.Status == 401) context.Response.Headers.WWWAuthenticate = McpRoutes.Challenge(context);
        var problem = new Problem
        {
            Type = "/problems/" + refusal.Code,
            Title = ProblemTitles.Of(refusal.Status),
            Status = refusal.Status,
            Code = refusal.Code,
            Detail = refusal.Detail,
            Field = refusal.Field,
            RequestId = refusal.RequestId,
        };
        await context.Response.WriteAsJsonAsync(problem, HitlJson.Options, "application/problem+json", context.RequestAborted);
    }
}
