namespace Temporalio.Worker.Tuning;

/// <summary>How much of its memory and processors this process uses of what it may, measured at most every 100 ms.</summary>
internal sealed class MachineUse(TimeProvider time)
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private long _at = time.GetTimestamp();
    private TimeSpan _spent = Environment.CpuUsage.TotalTime;
    private double _cpu;

    internal (double Memory, double Cpu) Read()
    {
        lock (_lock)
        {
            var elapsed = time.GetElapsedTime(_at);
            if (elapsed >= Between)
            {
                var spent = Environment.CpuUsage.TotalTime;
                _cpu = (spent - _spent) / (elapsed * Environment.ProcessorCount);
                (_at, _spent) = (time.GetTimestamp(), spent);
            }

            var memory = GC.GetGCMemoryInfo();
            return ((double)Environment.WorkingSet / Math.Max(1, memory.TotalAvailableMemoryBytes), _cpu);
        }
    }
}
