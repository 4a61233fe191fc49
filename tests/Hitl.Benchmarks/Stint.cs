using System.Diagnostics;

namespace Hitl.Benchmarks;

/// <summary>One stretch of work: its time on the wall, and the processor time it took, which other work on the machine does not lengthen.</summary>
internal sealed class Stint
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly TimeSpan _cpu = Process.GetCurrentProcess().TotalProcessorTime;

    public TimeSpan Wall => Stopwatch.GetElapsedTime(_started);

    public TimeSpan Cpu => Process.GetCurrentProcess().TotalProcessorTime - _cpu;
}
