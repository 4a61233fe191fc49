namespace Hitl.Activities.Execution;

/// <summary>What may be done next about a step.</summary>
internal enum SettleMoveKind
{
    /// <summary>Send, with the step's key, after committing the intent.</summary>
    Send,

    /// <summary>Ask the target whether it took effect.</summary>
    LookUp,

    /// <summary>Wait; the effect may still become visible.</summary>
    Wait,

    /// <summary>Record that it certainly did not take effect.</summary>
    ConfirmNotDone,

    /// <summary>It took effect; nothing is left to do.</summary>
    Done,

    /// <summary>The target refused it for good.</summary>
    Refused,

    /// <summary>Only a person can go on.</summary>
    Park,
}
