using Hitl.Escalations.Execution;

namespace Hitl.Connectors.Http;

/// <summary>What HTTP answers mean when the target has not said anything more exact.</summary>
public static class Readings
{
    /// <summary>Reads the answer to a send that is no success.</summary>
    public static TargetAnswer Failure(Exchange exchange) => exchange switch
    {
        { Kind: ExchangeKind.NotSent } => new(TargetVerdict.NotSent, null, exchange.Detail),
        { Kind: ExchangeKind.Unknown } => new(TargetVerdict.Unknown, null, exchange.Detail),
        // The same key with other parameters: somebody else's effect may stand under it.
        { Body: { } body } when body["error"].Text("type") == "idempotency_error" && exchange.Status == 400 => new(TargetVerdict.Mismatch, null, exchange.Detail),
        { Status: 401 or 429 } => new(TargetVerdict.NotSent, null, exchange.Detail),
        // Still being worked on under our key.
        { Status: 408 or 409 } when exchange.Body?["error"].Text("type") is null or "idempotency_error" => new(TargetVerdict.Unknown, null, exchange.Detail),
        { Status: >= 400 and < 500, Body: not null } => new(TargetVerdict.Refused, null, exchange.Detail),
        // No target of ours refuses in anything but JSON: something in between answered.
        { Status: >= 400 and < 500 } => new(TargetVerdict.NotSent, null, exchange.Detail),
        _ => new(TargetVerdict.Unknown, null, exchange.Detail),
    };

    /// <summary>Reads the answer to a look-up that is no success.</summary>
    /// <param name="exchange">The call.</param>
    /// <param name="isGoneWhen404">Whether a 404 of the target itself says that nothing is there.</param>
    public static LookUpAnswer Failure(Exchange exchange, bool isGoneWhen404) =>
        isGoneWhen404 && exchange is { Kind: ExchangeKind.Answered, Status: 404, Body: not null }
            ? new(LookUpVerdict.NotFound, null, exchange.Detail)
            : new(LookUpVerdict.Unavailable, null, exchange.Detail);

    /// <summary>An answer about something else than was asked: it freezes the step.</summary>
    public static TargetAnswer Contradiction(string? reference, string detail) => new(TargetVerdict.Mismatch, reference, $"executor.mismatch: {detail}");
}
