namespace Temporal.DevServer.Hosting;

/// <summary>Temporal's own limits, and its wording when they are passed.</summary>
internal static class Limits
{
    /// <summary>Characters of workflow ids, queue names, type names and the like.</summary>
    internal const int IdLength = 1000;

    /// <summary>Pending activities, children, signals and cancels of one run, each.</summary>
    internal const int Pending = 2000;

    /// <summary>Bytes of one set of payloads.</summary>
    internal const int Payload = 2 * 1024 * 1024;

    /// <summary>Events of one history; beyond it the run is terminated.</summary>
    internal const int HistoryEvents = 51_200;

    /// <summary>Bytes of one history; beyond it the run is terminated.</summary>
    internal const long HistoryBytes = 50L * 1024 * 1024;

    /// <summary>Events of one history from which on its owner is warned.</summary>
    internal const int HistoryEventsWarned = 10_240;

    /// <summary>Bytes of one history from which on its owner is warned.</summary>
    internal const long HistoryBytesWarned = 10L * 1024 * 1024;

    /// <summary>Long polls held at once; further ones are refused.</summary>
    internal const int HeldPolls = 10_000;

    /// <summary>Null when the payloads are small enough, else what Temporal says.</summary>
    internal static string? CheckPayloads(Payloads? payloads) =>
        payloads is not null && payloads.CalculateSize() > Payload ? "Blob data size exceeds limit." : null;

    /// <summary>Null when the id may be used, else why not.</summary>
    internal static string? CheckId(string name, string value)
    {
        if (value.Length == 0) return $"{name} is not set on request.";
        if (value.Length > IdLength) return $"{name} length exceeds limit.";
        return value.Any(char.IsControl) ? $"{name} contains control characters." : null;
    }
}
