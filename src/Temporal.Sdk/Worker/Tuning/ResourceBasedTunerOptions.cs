namespace Temporalio.Worker.Tuning;

/// <summary>Up to which use of the machine further slots are handed out.</summary>
/// <param name="TargetMemoryUsage">Share of the memory there is, 0 to 1. More than 0.8 leaves too little for what a task may need.</param>
/// <param name="TargetCpuUsage">Share of the processors' time, 0 to 1.</param>
public sealed record ResourceBasedTunerOptions(double TargetMemoryUsage, double TargetCpuUsage);
