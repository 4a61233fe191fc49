using System.Globalization;

namespace Hitl.Escalations.Requests;

/// <summary>An amount in integer minor units of one currency; 12500 EUR is 125.00 EUR. Never a floating number.</summary>
/// <param name="Minor">Minor units (cents); at least 0.</param>
/// <param name="Currency">ISO 4217 code in upper case.</param>
public sealed record Money(long Minor, string Currency)
{
    /// <summary>Zero of no currency: what could not be read.</summary>
    public static Money None => new(0, "");

    /// <summary>Reads an amount as people write it: exactly the currency's decimals, a blank, the currency. There is no other way to write it.</summary>
    /// <param name="text">Such as <c>420.00 USD</c>.</param>
    /// <param name="money">The amount; <see cref="None"/> when it is none.</param>
    public static bool TryParse(string? text, out Money money)
    {
        money = None;
        if (text?.Trim().Split(' ') is not [var number, var currency] || !Iso4217.TryGetExponent(currency, out _)) return false;
        var digits = number.Replace(".", "", StringComparison.Ordinal);
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var minor)) return false;
        var read = new Money(minor, currency);
        if (read.ToString() != text.Trim()) return false;
        money = read;
        return true;
    }

    /// <summary>The amount as people write it, with the currency's own number of decimals: <c>420.00 USD</c>, <c>500 JPY</c>.</summary>
    public override string ToString() => Iso4217.Format(Minor, Currency);
}
