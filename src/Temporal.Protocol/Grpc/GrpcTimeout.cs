using System.Globalization;

namespace Temporal.Protocol.Grpc;

/// <summary>The <c>grpc-timeout</c> header: at most eight digits and a unit.</summary>
internal static class GrpcTimeout
{
    internal const string Header = "grpc-timeout";
    private const long MaxValue = 99_999_999;

    internal static string Format(TimeSpan timeout)
    {
        var milliseconds = Math.Max(1, (long)Math.Ceiling(timeout.TotalMilliseconds));
        return milliseconds <= MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"{milliseconds}m")
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Min(MaxValue, milliseconds / 1000)}S");
    }

    /// <summary>Null for a header that is no timeout; such a call has no deadline.</summary>
    internal static TimeSpan? Parse(string? header)
    {
        if (header is null || header.Length is < 2 or > 9) return null;
        if (!long.TryParse(header.AsSpan(0, header.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var value)) return null;
        return header[^1] switch
        {
            'H' => TimeSpan.FromHours(value),
            'M' => TimeSpan.FromMinutes(value),
            'S' => TimeSpan.FromSeconds(value),
            'm' => TimeSpan.FromMilliseconds(value),
            'u' => TimeSpan.FromMicroseconds(value),
            'n' => TimeSpan.FromTicks(value / 100),
            _ => null,
        };
    }
}
