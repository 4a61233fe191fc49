using System.Globalization;

namespace Hitl.Benchmarks;

/// <summary>The figures at one size of the ledger.</summary>
/// <param name="Rows">How many rows there were.</param>
/// <param name="Append">Milliseconds, p50 of one caller.</param>
/// <param name="SealDelay">Milliseconds, p99 at 2,000 rows a second.</param>
/// <param name="Page">Milliseconds, p99 of one agent's first page.</param>
/// <param name="Export">Seconds for all rows of one agent.</param>
/// <param name="Verify">Seconds for the whole chain.</param>
/// <param name="VerifyRate">Rows a second.</param>
/// <param name="Tail">Seconds for the newest 10,000 rows.</param>
internal sealed record GrowthPoint(long Rows, double Append, double SealDelay, double Page, double Export, double Verify, double VerifyRate, double Tail)
{
    public IEnumerable<Measurement> Told() =>
    [
        new("P11b", At("append, one caller"), "p50 ≤ 2 ms", Text("p50 {0:0.00} ms", Append), Append <= 2),
        new("P12", At("seal delay at 2,000 rows/s"), "p99 ≤ 500 ms", Text("p99 {0:0} ms", SealDelay), SealDelay <= 500),
        new("P13a", At("one agent, first 200 rows, warm"), "p99 ≤ 25 ms", Text("p99 {0:0.0} ms", Page), Page <= 25),
        new("P13b", At("one agent, export of all"), "≤ 1 s", Text("{0:0.00} s", Export), Export <= 1),
        new("P14b", At("full verify"), "≥ 60,000 rows/s", Text("{0:0} rows/s", VerifyRate), VerifyRate >= 60_000),
        new("P14c", At("verify of the newest 10,000"), "≤ 1 s", Text("{0:0.00} s", Tail), Tail <= 1),
    ];

    private string At(string what) => string.Create(CultureInfo.InvariantCulture, $"{what}, {Rows:N0} rows");

    private static string Text(string format, double value) => string.Format(CultureInfo.InvariantCulture, format, value);
}
