using Hitl.Sandbox.Journaling;

namespace Hitl.Sandbox.Faults;

/// <summary>The ways an answer can fail to arrive, shared by Slack and the targets.</summary>
internal static class BrokenAnswers
{
    /// <summary>How long a timeout holds the caller before the connection is cut, unless the rule says otherwise.</summary>
    private static readonly TimeSpan DefaultHold = TimeSpan.FromSeconds(30);

    public static TimeSpan Length(this FaultRule rule) =>
        rule.Seconds is { } seconds ? TimeSpan.FromSeconds(seconds) : DefaultHold;

    /// <summary>Waits, ending early when the caller has gone.</summary>
    public static async Task PauseAsync(this HttpContext context, TimeSpan length, TimeProvider clock)
    {
        try
        {
            await Task.Delay(length, clock, context.RequestAborted);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
    }

    /// <summary>Holds the caller, then cuts the connection without an answer.</summary>
    public static async Task HoldThenCutAsync(this HttpContext context, FaultRule rule, Journal journal, TimeProvider clock)
    {
        // The effect must be on disk before anybody can notice that it has no answer.
        await journal.FlushedAsync();
        await context.PauseAsync(rule.Length(), clock);
        context.Abort();
    }

    public static async Task CutAsync(this HttpContext context, Journal journal)
    {
        await journal.FlushedAsync();
        context.Abort();
    }

    /// <summary>Announces the whole length, sends half of it, and cuts the connection.</summary>
    public static async Task TruncateAsync(this HttpContext context, byte[] body)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2));
        await context.Response.Body.FlushAsync();
        context.Abort();
    }
}
