namespace Temporalio.Runtime;

/// <summary>What becomes of the commands given beside the one that ends the workflow, by what made the history.</summary>
internal enum EndRule
{
    /// <summary>All of them go before it; of several ends the first counts. So all workers do it by now.</summary>
    KeepsAll,

    /// <summary>Only answers of updates go before it. Our own workers, before they noted flags.</summary>
    KeepsAnswers,

    /// <summary>The last end goes behind everything, then what follows the first one is dropped. Temporal's own .NET worker 1.3.</summary>
    MovesLastEnd,

    /// <summary>What follows it is dropped, answers too. Temporal's own workers, before they noted flags.</summary>
    DropsRest,
}
