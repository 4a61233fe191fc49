using System.ComponentModel.DataAnnotations;

namespace Hitl.Connectors;

/// <summary>Where one target really is, and how we prove ourselves to it. Bound from <c>Hitl:Targets:{name}</c>; checked before the host starts.</summary>
public sealed record TargetOptions
{
    /// <summary>Base address, such as <c>https://api.example.com</c>. No default. HTTPS on an allowed port unless <see cref="AllowPrivate"/>; no user, query or fragment.</summary>
    [Required]
    public string BaseUrl { get; init; } = "";

    /// <summary>API key (bearer) or, for signed HTTP, the signing secret <c>whsec_…</c>. No default: a missing secret must stop the host.</summary>
    [Required, MinLength(8)]
    public string Secret { get; init; } = "";

    /// <summary>
    /// Which connector speaks to it: <c>stripe-refunds</c>, <c>accounts</c>, <c>loyalty</c>, <c>signed-http</c>, or one of your own (<c>x-…</c>).
    /// Default: the one named like the target (<c>payments</c>, <c>accounts</c>, <c>loyalty</c>), else <c>signed-http</c>.
    /// </summary>
    public string? Connector { get; init; }

    /// <summary>Admits loopback and private addresses, plain HTTP and any port: for a sandbox, or a target inside our own network. Default false.</summary>
    public bool AllowPrivate { get; init; }

    /// <summary>Ports that may be called. Default 443 only; ignored with <see cref="AllowPrivate"/>.</summary>
    public IReadOnlyList<int> Ports { get; init; } = [];

    /// <summary>Base address of the sandbox its reversal is drilled against. Default null: none. Loopback and plain HTTP are admitted, because nothing real is there.</summary>
    public string? SandboxUrl { get; init; }

    /// <summary>API key or signing secret of the sandbox. Default null: the same as <see cref="Secret"/> where <see cref="AllowPrivate"/>, never a production secret otherwise.</summary>
    [MinLength(8)]
    public string? SandboxSecret { get; init; }

    /// <summary>Longest wait for a connection. Default 5 s; allowed 100 ms to 30 s. Nothing was sent when it ends.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30")]
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The options of the sandbox; null when there is none, or no secret of its own.</summary>
    internal TargetOptions? Sandbox() => SandboxUrl is { } url && (SandboxSecret ?? (AllowPrivate ? Secret : null)) is { } secret
        ? this with { BaseUrl = url, Secret = secret, AllowPrivate = true, SandboxUrl = null, SandboxSecret = null }
        : null;
}
