using System.Globalization;

namespace Hitl.Benchmarks;

/// <summary>Latencies of one run, in milliseconds.</summary>
internal sealed class Latencies
{
    private readonly Lock _gate = new();
    private readonly List<double> _values = [];

    public int Count => _values.Count;

    public void Add(TimeSpan latency)
    {
        lock (_gate) _values.Add(latency.TotalMilliseconds);
    }

    /// <summary>The value below which this share of all lies, by nearest rank.</summary>
    public double At(double share)
    {
        lock (_gate)
        {
            if (_values.Count == 0) return double.NaN;
            var sorted = _values.Order().ToArray();
            return sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(share * sorted.Length) - 1)];
        }
    }

    public string Text() => string.Create(
        CultureInfo.InvariantCulture, $"p50 {At(0.5):0.0} ms, p99 {At(0.99):0.0} ms, max {At(1):0.0} ms (n {Count})");
}
