using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace Hitl.Escalations.Ids;

/// <summary>Names one request for its whole life: <c>req_</c> and 26 characters of lower-case base 32, ordered by time of creation.</summary>
[JsonConverter(typeof(TypedIdJsonConverter<RequestId>))]
public readonly record struct RequestId(string Value) : ITypedId<RequestId>
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <inheritdoc/>
    public static RequestId From(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        return new(value);
    }

    /// <summary>Makes a new identifier: 48 bits of milliseconds since the Unix epoch, then 80 random bits.</summary>
    /// <param name="now">The current time, from the caller's <see cref="TimeProvider"/>.</param>
    public static RequestId New(DateTimeOffset now)
    {
        var bits = Moment(now);
        RandomNumberGenerator.Fill(bits.AsSpan(6));
        return new("req_" + Encode(bits));
    }

    /// <summary>The least identifier of a moment: those made at or after it are greater, those before it are less.</summary>
    public static RequestId FirstAt(DateTimeOffset moment) => new("req_" + Encode(Moment(moment)));

    /// <summary>Tells whether the text has the form of a request identifier; it says nothing about whether the request exists.</summary>
    public static bool IsWellFormed(string? text) =>
        text is { Length: 30 } && text.StartsWith("req_", StringComparison.Ordinal) && text.AsSpan(4).IndexOfAnyExcept(Alphabet) < 0;

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static byte[] Moment(DateTimeOffset moment)
    {
        var bits = new byte[16];
        var milliseconds = Math.Max(0, moment.ToUnixTimeMilliseconds());
        for (var i = 0; i < 6; i++) bits[i] = (byte)(milliseconds >> (40 - (8 * i)));
        return bits;
    }

    private static string Encode(ReadOnlySpan<byte> bits)
    {
        var value = new System.Numerics.BigInteger(bits, isUnsigned: true, isBigEndian: true);
        Span<char> text = stackalloc char[26];
        for (var i = 25; i >= 0; i--)
        {
            text[i] = Alphabet[(int)(value & 31)];
            value >>= 5;
        }

        return new(text);
    }
}
