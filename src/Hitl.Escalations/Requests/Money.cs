namespace Hitl.Escalations.Requests;

/// <summary>An amount in integer minor units of one currency; 12500 EUR is 125.00 EUR. Never a floating number.</summary>
/// <param name="Minor">Minor units (cents); at least 0.</param>
/// <param name="Currency">ISO 4217 code in upper case.</param>
public sealed record Money(long Minor, string Currency)
{
    /// <summary>The amount as people write it, with the currency's own number of decimals: <c>420.00 USD</c>, <c>500 JPY</c>.</summary>
    public override string ToString() => Iso4217.Format(Minor, Currency);
}
