using System.ComponentModel.DataAnnotations;

namespace Hitl.Workflows;

/// <summary>Which Temporal the workflows run on. Read from <c>TEMPORAL_ADDRESS</c>, <c>TEMPORAL_NAMESPACE</c>, <c>TEMPORAL_API_KEY</c> and <c>TEMPORAL_TLS</c>.</summary>
public sealed record TemporalAddressOptions
{
    /// <summary>Host and port. Default <c>127.0.0.1:7233</c>.</summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1:7233";

    /// <summary>Namespace. Default <c>default</c>.</summary>
    [Required]
    public string Namespace { get; set; } = "default";

    /// <summary>API key; null for none. Default null.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Whether to speak TLS. Default false; an API key implies it.</summary>
    public bool Tls { get; set; }

    /// <summary>Takes what the usual variables say; one that is not set leaves the default.</summary>
    /// <param name="variable">Looks up a variable by name.</param>
    public void Read(Func<string, string?> variable)
    {
        Address = variable("TEMPORAL_ADDRESS") ?? Address;
        Namespace = variable("TEMPORAL_NAMESPACE") ?? Namespace;
        ApiKey = variable("TEMPORAL_API_KEY");
        Tls = variable("TEMPORAL_TLS") is "true" or "1" || ApiKey is not null;
    }
}
