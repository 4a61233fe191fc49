namespace Hitl.Chaos;

/// <summary>What a connection suffers from.</summary>
public enum Toxic
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Every piece comes 150 ms late.</summary>
    Latency,

    /// <summary>About 20 KB a second in pieces of one.</summary>
    Slow,

    /// <summary>Open, and nothing passes.</summary>
    HalfOpen,

    /// <summary>Ended politely, and refused.</summary>
    Cut,

    /// <summary>Ended by a reset, and refused.</summary>
    Reset,
}
