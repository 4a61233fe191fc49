namespace Temporal.DevServer.Tasks;

/// <summary>Whether a worker should poll more or less: workers that scale themselves follow it, others ignore it.</summary>
internal static class PollerScaling
{
    /// <summary>A poll that waited this long was one too many.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    /// <summary>Null when the number of pollers is right.</summary>
    internal static PollerScalingDecision? Decide(TimeSpan waited, int backlog) =>
        backlog > 0 ? new() { PollRequestDeltaSuggestion = 1 }
        : waited >= Idle ? new() { PollRequestDeltaSuggestion = -1 }
        : null;
}
