using System.Globalization;

namespace Hitl.Benchmarks;

/// <summary>Processor time of a PostgreSQL server: its parent process and all children, those that have ended included.</summary>
internal static class ClusterCpu
{
    private const int TicksPerSecond = 100;

    /// <param name="directory">The cluster's directory, in which <c>data/postmaster.pid</c> is.</param>
    public static TimeSpan Of(string directory)
    {
        var parent = File.ReadLines(Path.Combine(directory, "data", "postmaster.pid")).First();
        var ticks = 0L;
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
        {
            if (Fields(process) is not { } fields) continue;
            if (Path.GetFileName(process) == parent) ticks += Number(fields, 11) + Number(fields, 12) + Number(fields, 13) + Number(fields, 14);
            else if (fields[1] == parent) ticks += Number(fields, 11) + Number(fields, 12);
        }

        return TimeSpan.FromSeconds((double)ticks / TicksPerSecond);
    }

    // What follows the name in parentheses: state, parent …; at 11 to 14 are user and system time, then those of ended children.
    private static string[]? Fields(string process)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(process, "stat"));
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            // It ended since it was listed.
            return null;
        }
    }

    private static long Number(string[] fields, int at) => long.Parse(fields[at], CultureInfo.InvariantCulture);
}
