namespace Hitl.Escalations.Reservations;

/// <summary>What one request would take of one cumulative limit.</summary>
/// <param name="Limit">The limit's id in the catalog.</param>
/// <param name="Key">What the limit counts together, such as <c>customer-day|customer=cus_1|USD</c>; the unit is part of it.</param>
/// <param name="Currency">ISO 4217 code of the amounts; null when requests are counted.</param>
/// <param name="Asked">Minor units, or 1.</param>
/// <param name="Most">The most that may be taken within the period, inclusive.</param>
/// <param name="Period">Length of the rolling window, counted back from now.</param>
/// <param name="IsHard">Whether nothing may pass it; otherwise people decide what does.</param>
public sealed record LimitClaim(string Limit, string Key, string? Currency, long Asked, long Most, TimeSpan Period, bool IsHard)
{
    /// <summary>Whether it is given back once the request's reversal was executed. Default false.</summary>
    public bool FreesReversed { get; init; }
}
