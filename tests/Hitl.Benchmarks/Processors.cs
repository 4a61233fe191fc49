using System.Globalization;
using System.Runtime.InteropServices;

namespace Hitl.Benchmarks;

/// <summary>Which processors threads run on. Linux only.</summary>
internal static class Processors
{
    /// <summary>Puts every thread of this process, and whatever it starts later, on these processors.</summary>
    /// <param name="mask">A bit for each.</param>
    public static void Take(ulong mask)
    {
        foreach (var task in Directory.GetDirectories("/proc/self/task")) Set(int.Parse(Path.GetFileName(task), CultureInfo.InvariantCulture), mask);
    }

    /// <summary>Puts the calling thread on these processors.</summary>
    /// <param name="mask">A bit for each.</param>
    public static void TakeForThread(ulong mask) => Set(0, mask);

    private static void Set(int thread, ulong mask)
    {
        // A thread may have ended since it was listed.
        if (SetAffinity(thread, sizeof(ulong), mask) != 0 && (thread == 0 || Directory.Exists($"/proc/self/task/{thread}")))
            throw new InvalidOperationException($"Thread {thread} cannot run on processors {mask:b}; the benchmark needs two.");
    }

    // Source: sched_setaffinity(2); an id of 0 is the calling thread.
    [DllImport("libc", EntryPoint = "sched_setaffinity")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetAffinity(int thread, nuint size, in ulong mask);
}
