using Temporal.DevServer.Engine;

namespace Temporal.DevServer.Metrics;

/// <summary>Answers the metrics port, and nothing else there.</summary>
internal sealed class MetricsListener
{
    /// <summary>The port listened on; 0 for none.</summary>
    internal int Port { get; set; }

    internal static Task AnswerAsync(HttpContext http, CallMeter calls, WorkflowEngine engine)
    {
        if (http.Request.Path != "/metrics" || !HttpMethods.IsGet(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
        http.Response.ContentType = MetricsPage.ContentType;
        return http.Response.WriteAsync(MetricsPage.Write(calls, engine), http.RequestAborted);
    }
}
