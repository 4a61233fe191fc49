using Hitl.Postgres;
using Microsoft.AspNetCore.Diagnostics;
using Npgsql;

namespace Hitl.Gateway.Problems;

/// <summary>What went wrong without anybody refusing: words for the caller, the exception for the log only.</summary>
internal sealed partial class FailureHandler(ILogger<FailureHandler> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested) return true;
        var refusal = Read(exception);
        if (refusal.Status >= 500) LogFailure(exception, refusal.Code, httpContext.Request.Path);
        await ProblemAnswer.WriteAsync(httpContext, refusal);
        return true;
    }

    private static Refusal Read(Exception exception) => exception switch
    {
        BadHttpRequestException { StatusCode: 413 } => new(413, "body.too_large", "The body is larger than this route reads."),
        BadHttpRequestException bad => new(bad.StatusCode, "http.bad_request", "The request is not well-formed HTTP for this route."),
        NpgsqlException { SqlState: "57014" } => new(503, "query.too_wide", "The query took too long. Narrow it by time, request, actor or customer."),
        RetentionRefusedException kept => new(409, kept.Code, kept.Message),
        StoreUnavailableException { Code: "storage.full" } => new(503, "storage.full", "The store is full; nothing was changed.") { RetryAfter = 30 },
        StoreUnavailableException or NpgsqlException or TimeoutException => Refusals.StorageUnavailable,
        _ => new(500, "internal.error", "This failed on our side; it is in the log. Nothing was changed that you were not told of."),
    };

    [LoggerMessage(101, LogLevel.Error, "A call failed with {Code} at {Path}.")]
    private partial void LogFailure(Exception exception, string code, string path);
}
