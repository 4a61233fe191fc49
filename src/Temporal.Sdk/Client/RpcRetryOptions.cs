namespace Temporalio.Client;

/// <summary>How calls that are retried at all wait between attempts.</summary>
public class RpcRetryOptions : ICloneable
{
    /// <summary>Wait after the first failure. Default 100 milliseconds.</summary>
    public TimeSpan InitialInterval { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Share by which each wait is randomly lengthened or shortened. Default 0.2; range 0 to 1.</summary>
    public float RandomizationFactor { get; set; } = 0.2F;

    /// <summary>Factor by which the wait grows after each failure. Default 1.5; at least 1.</summary>
    public float Multiplier { get; set; } = 1.5F;

    /// <summary>Longest wait. Default 5 seconds.</summary>
    public TimeSpan MaxInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>No attempt starts later than this after the first. Default 10 seconds; <see langword="null"/> means no bound.</summary>
    public TimeSpan? MaxElapsedTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Most retries after the first attempt. Default 10; 0 means no bound.</summary>
    public int MaxRetries { get; set; } = 10;

    /// <summary>Copies these options.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone() => MemberwiseClone();
}
