using System.Diagnostics;
using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;

namespace Temporalio.Extensions.OpenTelemetry;

/// <summary>Notes exceptions on spans.</summary>
internal static class SpanErrors
{
    /// <summary>Adds the exception; one that its thrower calls benign is no error of the span.</summary>
    internal static void Record(Activity? span, Exception failed)
    {
        if (span is null) return;
        if (failed is not ApplicationFailureException { Category: ApplicationErrorCategory.Benign })
        {
            span.SetStatus(ActivityStatusCode.Error, failed.Message);
        }

        span.AddException(failed);
    }

    /// <summary>Whether an exception that leaves workflow code ends the workflow or its handler, and not the task alone.</summary>
    internal static bool Ends(Exception failed) => failed is FailureException or OperationCanceledException;
}
