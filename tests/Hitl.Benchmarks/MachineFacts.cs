using System.Diagnostics;
using System.Globalization;

namespace Hitl.Benchmarks;

/// <summary>What a figure depends on: processor, how busy the machine was, and what one flush to its disk costs.</summary>
internal static class MachineFacts
{
    private const int Flushes = 200;

    public static async Task PrintAsync()
    {
        var processor = File.Exists("/proc/cpuinfo") ? await File.ReadAllLinesAsync("/proc/cpuinfo") : [];
        var model = processor.FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[^1].Trim();
        var load = File.Exists("/proc/loadavg") ? (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0] : "?";
        var flush = Flush();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores, {model ?? "unknown processor"}; load before {load}; 8 KB flush p50 {flush.At(0.5):0.00} ms, p99 {flush.At(0.99):0.00} ms"));
        if (flush.At(0.99) > 2) Console.WriteLine("A flush p99 above 2 ms: the figures below are not valid as a comparison, only as a run.");
    }

    private static Latencies Flush()
    {
        var latencies = new Latencies();
        var path = Path.GetTempFileName();
        using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1))
        {
            var block = new byte[8192];
            for (var i = 0; i < Flushes; i++)
            {
                var from = Stopwatch.GetTimestamp();
                file.Seek(0, SeekOrigin.Begin);
                file.Write(block);
                file.Flush(flushToDisk: true);
                latencies.Add(Stopwatch.GetElapsedTime(from));
            }
        }

        File.Delete(path);
        return latencies;
    }
}
