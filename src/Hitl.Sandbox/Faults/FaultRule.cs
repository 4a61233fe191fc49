using System.Text.Json.Nodes;

namespace Hitl.Sandbox.Faults;

/// <summary>One switch: what goes wrong, where, for whom and how often. See README.md for the kinds.</summary>
internal sealed record FaultRule
{
    /// <summary>Assigned by the sandbox; stable until cleared.</summary>
    public string Id { get; init; } = "";

    public string Kind { get; init; } = "";

    /// <summary>Slack: method name. Targets: "write" or "lookup". Absent: everything the kind applies to.</summary>
    public string? On { get; init; }

    /// <summary>Only calls that mention exactly this value: a customer, charge, order, user or channel.</summary>
    public string? Only { get; init; }

    /// <summary>How many calls are still hit; absent means until cleared.</summary>
    public int? Times { get; init; }

    /// <summary>Length of the delay, hold or life, in seconds.</summary>
    public double? Seconds { get; init; }

    public int? Status { get; init; }

    /// <summary>Error or refusal code in the answer.</summary>
    public string? Error { get; init; }

    public string? Message { get; init; }

    /// <summary>Answer body, verbatim.</summary>
    public string? Body { get; init; }

    /// <summary>Value of Retry-After, sent as it is; absent leaves the header out.</summary>
    public JsonNode? RetryAfter { get; init; }

    /// <summary>Amount put into the answer instead of the true one, in minor units.</summary>
    public long? Amount { get; init; }

    /// <summary>Extra deliveries of the same payload.</summary>
    public int? Copies { get; init; }

    /// <summary>Calls hit so far.</summary>
    public int Hits { get; init; }
}
