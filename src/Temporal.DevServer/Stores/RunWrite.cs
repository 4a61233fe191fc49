using Temporal.DevServer.State;
using Temporal.DevServer.Visibility;

namespace Temporal.DevServer.Stores;

/// <summary>What one transition changes of one run.</summary>
internal sealed record RunWrite
{
    internal required RunRef Run { get; init; }

    /// <summary>Version the run must have; zero for one that must not exist.</summary>
    internal required long ExpectedVersion { get; init; }

    internal required IReadOnlyList<HistoryEvent> Events { get; init; }

    /// <summary>Serialized <see cref="RunVolatile"/>.</summary>
    internal required byte[] Volatile { get; init; }

    /// <summary>When the run next needs attention, in ticks; <see cref="long.MaxValue"/> for never.</summary>
    internal required long NextDue { get; init; }

    /// <summary>What lists show; null when it did not change.</summary>
    internal RunSummary? Summary { get; init; }
}
