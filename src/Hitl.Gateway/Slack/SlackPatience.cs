using System.Text.Json.Nodes;
using Hitl.Postgres;

namespace Hitl.Gateway.Slack;

/// <summary>Gives an answer to Slack the time that Slack gives us, over either transport.</summary>
internal sealed class SlackPatience(TimeProvider clock)
{
    // Slack gives 3 s. Whoever is not told "recorded" by then sees a warning and presses again, so nothing may be committed after it.
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(2.5);

    /// <summary>Runs the work; not done when it took too long or the store is away, and then Slack must not be told that it was.</summary>
    public async Task<(bool Done, JsonObject? Reply)> TryAsync(Func<CancellationToken, Task<JsonObject?>> work, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(Length, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        try
        {
            return (true, await work(either.Token));
        }
        catch (Exception error) when (error is StoreUnavailableException or OperationCanceledException)
        {
            return (false, null);
        }
    }
}
