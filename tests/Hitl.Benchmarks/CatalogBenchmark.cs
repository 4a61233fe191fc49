using System.Diagnostics;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Evaluation;
using Hitl.Governance.Scope;
using Hitl.Governance.Simulation;

namespace Hitl.Benchmarks;

/// <summary>C1 to C5: the catalog as rules grow: one decision, one explained answer, parsing, simulation, scope.</summary>
internal static class CatalogBenchmark
{
    private const int Decisions = 1_000_000;
    private const int Batch = 64;
    private const int Sample = 20_000;
    private const int Rounds = 5;
    private static readonly int[] Sizes = [100, 1_000, 10_000];

    public static Task<IReadOnlyList<Measurement>> RunAsync(BenchmarkOptions options)
    {
        var phase = TimeSpan.FromSeconds(Math.Clamp(options.Seconds / 10.0, 0.5, 3));
        var parsed = Sizes.Select(Parse).ToList();
        var catalogs = parsed.ConvertAll(p => p.Catalog);
        var decided = Decide(catalogs, phase / 2);
        var explained = Explain(catalogs[1], phase);
        var (simulation, changed) = Simulate(catalogs[1]);
        var scope = Scope(catalogs[2]);
        return Task.FromResult<IReadOnlyList<Measurement>>(
        [
            new("C1", "one decision: 100, 1,000 and 10,000 rules, one thread", "≤ 10 µs at 1,000, flat to 10,000 (growth ≤ n^0.1)", Grown(decided), decided[1] <= 10 && Slope(Sizes, decided) <= 0.1),
            new("C2", "one evaluation with its whole explanation, 1,000 rules", "no goal", Text($"{explained:0} µs"), true),
            new("C3", "parse and validate: 1,000 and 10,000 rules", "10,000 in ≤ 3 s", Text($"{parsed[1].Wall:0.00} s, {parsed[2].Wall:0.00} s; processor {parsed[1].Cpu:0.00} s, {parsed[2].Cpu:0.00} s, growth n^{Slope([1_000, 10_000], [parsed[1].Cpu, parsed[2].Cpu]):0.00}"), parsed[2].Wall <= 3),
            new("C4", "simulate 1,000,000 requests under two versions of 1,000 rules", "≤ 20 s", Text($"{simulation.Wall:0.0} s; processor {simulation.Cpu:0.0} s; {changed} decided differently"), simulation.Wall <= 20 && changed > 0),
            new("C5", "scope of 10,000 rules", "≤ 1 s", Text($"{scope:0.00} s"), scope <= 1),
        ]);
    }

    private static (Catalog Catalog, double Wall, double Cpu) Parse(int rules)
    {
        var files = GeneratedCatalog.Files(rules);
        if (rules == Sizes[0]) CatalogParser.Parse(files);
        var stint = new Stint();
        var result = CatalogParser.Parse(files);
        return (result.Catalog ?? throw new InvalidOperationException(string.Join('\n', result.Errors)), stint.Wall.TotalSeconds, stint.Cpu.TotalSeconds);
    }

    /// <summary>Microseconds of one decision for each catalog, the median of all batches; the catalogs take turns, so that what else the machine does hits all of them alike.</summary>
    private static List<double> Decide(IReadOnlyList<Catalog> catalogs, TimeSpan length)
    {
        if (catalogs.Any(catalog => GeneratedCatalog.Covered(catalog, [.. Enumerable.Range(0, Sample).Select(i => GeneratedCatalog.Request(catalog, i))]) < 0.2))
            throw new InvalidOperationException("The generated requests hardly meet the rules.");
        var times = catalogs.Select(_ => new List<double>()).ToList();
        // The first round is not measured: code is compiled while it is called.
        for (var round = 0; round <= Rounds; round++)
        {
            foreach (var (catalog, taken) in catalogs.Zip(times)) Decide(catalog, length, round == 0 ? [] : taken);
        }

        return times.ConvertAll(Median);
    }

    // Each batch is made just before it is decided: a request that comes through a door is near the processor, the rules that it meets need not be.
    private static void Decide(Catalog catalog, TimeSpan length, List<double> taken)
    {
        var (index, batch, started) = (CatalogIndex.Of(catalog), new ActionRequest[Batch], Stopwatch.GetTimestamp());
        for (var number = 0; Stopwatch.GetElapsedTime(started) < length; number += Batch)
        {
            for (var i = 0; i < Batch; i++) batch[i] = GeneratedCatalog.Request(catalog, number + i);
            taken.Add(Decide(index, batch));
        }
    }

    private static double Decide(CatalogIndex index, ActionRequest[] batch)
    {
        var from = Stopwatch.GetTimestamp();
        foreach (var request in batch) index.Decide(request, out _);
        return Stopwatch.GetElapsedTime(from).TotalMicroseconds / batch.Length;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static double Explain(Catalog catalog, TimeSpan length)
    {
        var (count, started) = (0, Stopwatch.GetTimestamp());
        for (; Stopwatch.GetElapsedTime(started) < length; count++) CatalogEvaluator.Evaluate(catalog, GeneratedCatalog.Request(catalog, count));
        return Stopwatch.GetElapsedTime(started).TotalMicroseconds / count;
    }

    private static ((double Wall, double Cpu) Seconds, int Changed) Simulate(Catalog catalog)
    {
        var after = CatalogParser.Parse([.. GeneratedCatalog.Files(1_000).Select(file => file with { Text = file.Text.Replace("to: 455.00 USD", "to: 405.00 USD", StringComparison.Ordinal) })]).Catalog!;
        var requests = Enumerable.Range(0, Decisions).Select(i => GeneratedCatalog.Request(catalog, i)).ToArray();
        var stint = new Stint();
        var simulation = new CatalogSimulation(catalog, after);
        foreach (var request in requests) simulation.Add(request);
        return ((stint.Wall.TotalSeconds, stint.Cpu.TotalSeconds), simulation.Report().Changed);
    }

    private static double Scope(Catalog catalog)
    {
        var started = Stopwatch.GetTimestamp();
        var rows = ScopeList.Of(catalog, new(null, null, null));
        return rows.Count >= Sizes[2] ? Stopwatch.GetElapsedTime(started).TotalSeconds : throw new InvalidOperationException("The scope is not whole.");
    }

    /// <summary>The exponent of growth: the slope of a line through the logarithms.</summary>
    private static double Slope(IReadOnlyList<int> sizes, IReadOnlyList<double> times)
    {
        var (x, y) = (sizes.Select(size => Math.Log(size)).ToList(), times.Select(time => Math.Log(time)).ToList());
        var (mx, my) = (x.Average(), y.Average());
        return x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum() / x.Sum(a => (a - mx) * (a - mx));
    }

    private static string Grown(IReadOnlyList<double> times) => Text($"{string.Join(", ", times.Select(time => Text($"{time:0.00}")))} µs, growth n^{Slope(Sizes, times):0.00}");

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
