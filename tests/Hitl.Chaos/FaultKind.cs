namespace Hitl.Chaos;

/// <summary>What can go wrong.</summary>
internal enum FaultKind
{
    /// <summary>SIGKILL, and a start after it.</summary>
    Kill,

    /// <summary>SIGKILL for two processes at once.</summary>
    DoubleKill,

    /// <summary>SIGSTOP, and SIGCONT some seconds later: there, and not answering.</summary>
    Stop,

    /// <summary>The process dies by itself at a named place of its code.</summary>
    FailPoint,

    /// <summary>The database ends every session of ours.</summary>
    Sessions,

    /// <summary>A target times out, answers nonsense, forgets keys.</summary>
    Target,

    /// <summary>Slack refuses, stalls, or takes a call and cuts the answer.</summary>
    SlackOut,

    /// <summary>The network between two processes is slow, half open, cut or reset.</summary>
    Link,

    /// <summary>A process's clock is wrong by up to five minutes, and right again afterwards.</summary>
    Clock,

    /// <summary>Slack delivers clicks twice, late or not at all.</summary>
    SlackIn,
}
