namespace Hitl.Client.Problems;

/// <summary>The gateway refused, or could not be reached.</summary>
public sealed class HitlApiException : Exception
{
    /// <summary>The gateway refused.</summary>
    public HitlApiException(Problem problem, TimeSpan? retryAfter)
        : base($"{problem.Code}: {problem.Detail ?? problem.Title}")
    {
        Problem = problem;
        RetryAfter = retryAfter;
    }

    /// <summary>The gateway could not be reached, or answered what no gateway answers.</summary>
    public HitlApiException(string code, string message, Exception? inner)
        : base(message, inner) => Problem = new() { Code = code, Title = "The gateway could not be reached", Detail = message };

    /// <summary>The refusal. For an unreachable gateway: status 0, code <c>gateway.unreachable</c> or <c>gateway.unreadable</c>.</summary>
    public Problem Problem { get; }

    /// <summary>Stable code.</summary>
    public string Code => Problem.Code;

    /// <summary>HTTP status; 0 when there was no answer.</summary>
    public int Status => Problem.Status;

    /// <summary>How long the gateway asks to wait; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>Whether the same call may succeed later.</summary>
    public bool IsTransient => Status is 0 or 429 or 502 or 503 or 504;
}
