namespace Temporalio.Workflows;

/// <summary>Why a server suggests to continue as new.</summary>
public enum SuggestContinueAsNewReason
{
    /// <summary>It does not say.</summary>
    Unspecified = 0,

    /// <summary>The history has too many bytes.</summary>
    HistorySizeTooLarge = 1,

    /// <summary>The history has too many events.</summary>
    TooManyHistoryEvents = 2,

    /// <summary>The run had nearly all the updates a run may have.</summary>
    TooManyUpdates = 3,
}
