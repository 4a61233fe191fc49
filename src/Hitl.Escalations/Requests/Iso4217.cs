using System.Globalization;

namespace Hitl.Escalations.Requests;

/// <summary>The decimals of each currency in circulation. Source: ISO 4217, list one.</summary>
public static class Iso4217
{
    private const string TwoDecimals =
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD "
        + "EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD "
        + "MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK "
        + "SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD YER ZAR ZMW ZWG";

    private const string NoDecimals = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
    private const string ThreeDecimals = "BHD IQD JOD KWD LYD OMR TND";

    /// <summary>Every code this system knows, in alphabetical order.</summary>
    public static IReadOnlyList<string> Codes => [.. $"{TwoDecimals} {NoDecimals} {ThreeDecimals}".Split(' ').Order(StringComparer.Ordinal)];

    /// <summary>Finds how many decimals a currency has: 0, 2 or 3.</summary>
    /// <returns><see langword="false"/> for a code that is not a currency in circulation, or not in upper case.</returns>
    public static bool TryGetExponent(string? currency, out int exponent)
    {
        var found = currency is null ? null : Exponent(currency);
        exponent = found ?? 0;
        return found is not null;
    }

    /// <summary>Writes an amount as people read it, such as <c>420.00 USD</c>; two decimals for a code it does not know.</summary>
    public static string Format(long minor, string currency)
    {
        var exponent = Exponent(currency) ?? 2;
        var value = minor / (decimal)Math.Pow(10, exponent);
        return value.ToString("F" + exponent, CultureInfo.InvariantCulture) + " " + currency;
    }

    private static int? Exponent(string currency) => Lists(TwoDecimals, currency) ? 2 : Lists(NoDecimals, currency) ? 0 : Lists(ThreeDecimals, currency) ? 3 : null;

    // Three characters without a space between them stand nowhere in such a list but as a whole code.
    private static bool Lists(string codes, string code) => code.Length == 3 && !code.Contains(' ') && codes.Contains(code, StringComparison.Ordinal);
}
