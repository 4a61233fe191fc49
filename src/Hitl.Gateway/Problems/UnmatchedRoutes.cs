namespace Hitl.Gateway.Problems;

/// <summary>Answers for paths and methods that no route has, in the same form as every other refusal.</summary>
internal sealed class UnmatchedRoutes(RequestDelegate next)
{
    private const string MethodNotAllowed = "405 HTTP Method Not Supported";

    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (context.Response.HasStarted || context.Request.Path.StartsWithSegments("/slack")) return;
        var endpoint = context.GetEndpoint();
        if (context.Response.StatusCode == 404 && endpoint is null)
            await ProblemAnswer.WriteAsync(context, new(404, "route.not_found", "There is no such route. The API is described at /openapi/v1.json.") { IsRecorded = true });
        else if (context.Response.StatusCode == 405 && endpoint?.DisplayName == MethodNotAllowed)
            await ProblemAnswer.WriteAsync(context, new(405, "route.method", "This route has other methods. The API is described at /openapi/v1.json.") { IsRecorded = true });
    }
}
