namespace Temporalio.Client;

/// <summary>HTTP/2 pings that detect a dead connection.</summary>
public class KeepAliveOptions : ICloneable
{
    /// <summary>Time between pings. Default 30 seconds.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an answer may take before the connection is given up. Default 15 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Copies these options.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone() => MemberwiseClone();
}
