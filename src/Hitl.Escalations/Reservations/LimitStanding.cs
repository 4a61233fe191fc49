using System.Globalization;
using Hitl.Escalations.Requests;

namespace Hitl.Escalations.Reservations;

/// <summary>How a limit stood when a request asked for its part of it.</summary>
/// <param name="Limit">The limit's id in the catalog.</param>
/// <param name="Key">What was counted together.</param>
/// <param name="Currency">ISO 4217 code; null when requests are counted.</param>
/// <param name="Used">Reserved and executed by other requests within the window.</param>
/// <param name="Asked">What this request asks.</param>
/// <param name="Most">The most, inclusive.</param>
/// <param name="Period">Length of the rolling window.</param>
/// <param name="IsHard">Whether nothing may pass it.</param>
public sealed record LimitStanding(string Limit, string Key, string? Currency, long Used, long Asked, long Most, TimeSpan Period, bool IsHard)
{
    /// <summary>Whether the request passes the limit.</summary>
    public bool IsOver => Used + Asked > Most;

    /// <summary>A quantity of this limit as people read it.</summary>
    public string Text(long quantity) => Currency is { } currency ? Iso4217.Format(quantity, currency) : string.Create(CultureInfo.InvariantCulture, $"{quantity} request{(quantity == 1 ? "" : "s")}");
}
