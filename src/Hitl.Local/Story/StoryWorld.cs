using Hitl.Client;
using Hitl.Client.Requests;

namespace Hitl.Local.Story;

/// <summary>A running system as the story meets it: public doors to act, the database and the targets' own records to verify.</summary>
public sealed class StoryWorld
{
    /// <summary>The agent's client, as <c>support-bot</c>.</summary>
    public required HitlClient Agent { get; init; }

    /// <summary>The client of the person of ops.</summary>
    public required HitlClient Ops { get; init; }

    /// <summary>The auditor's client.</summary>
    public required HitlClient Auditor { get; init; }

    /// <summary>The people in the local Slack.</summary>
    public required SlackDriver Slack { get; init; }

    /// <summary>The targets' own records.</summary>
    public required TargetsDriver Targets { get; init; }

    /// <summary>The database, read directly.</summary>
    public required StoryDatabase Database { get; init; }

    /// <summary>Where the story is told.</summary>
    public required IStoryVoice Voice { get; init; }

    /// <summary>The clock deadlines are measured with.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Unique part of this telling's order and customer references.</summary>
    public required string Run { get; init; }

    /// <summary>Runs the command line as the person of ops; returns exit code and output.</summary>
    public required Func<string[], CancellationToken, Task<(int Exit, string Output)>> CommandLine { get; init; }

    /// <summary>A reference that only this telling uses.</summary>
    public string Reference(string name) => $"{name}-{Run}";

    /// <summary>Verifies, or ends the story.</summary>
    public void Verify(bool holds, string what)
    {
        if (!holds) throw new StoryFailedException("Not true: " + what);
        Voice.Verified(what);
    }

    /// <summary>Asks again until there is an answer.</summary>
    /// <exception cref="StoryFailedException">There was none within the time.</exception>
    public async Task<T> UntilAsync<T>(string what, Func<CancellationToken, Task<T?>> ask, TimeSpan within, CancellationToken cancel)
        where T : class
    {
        var started = Clock.GetTimestamp();
        Exception? last = null;
        while (Clock.GetElapsedTime(started) < within)
        {
            try
            {
                if (await ask(cancel) is { } found) return found;
            }
            catch (Exception failed) when (failed is HttpRequestException or Hitl.Client.Problems.HitlApiException { IsTransient: true } or Npgsql.NpgsqlException)
            {
                // A process may be restarting right now; what counts is that it comes back within the time.
                last = failed;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), Clock, cancel);
        }

        throw new StoryFailedException($"Waited {within.TotalSeconds:0} s in vain for {what}.", last);
    }

    /// <summary>The agent's long poll, repeated until the request reaches one of the states.</summary>
    public Task<RequestView> StateAsync(string request, TimeSpan within, CancellationToken cancel, params string[] states) =>
        UntilAsync(
            $"request {request} to be {string.Join(" or ", states)}",
            async c => await Agent.GetAsync(request, TimeSpan.FromSeconds(1), c) is var view && states.Contains(view.State) ? view
                : view.IsFinal ? throw new StoryFailedException($"Request {request} is {view.State} ({view.Outcome}), not {string.Join(" or ", states)}.") : null,
            within, cancel);
}
