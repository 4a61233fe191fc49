namespace Hitl.Gateway.Keys;

/// <summary>One API key made elsewhere.</summary>
public sealed record BootstrapApiKey
{
    /// <summary>The actor it speaks for; exactly one of actor and person is set.</summary>
    public string? Actor { get; init; }

    /// <summary>The person it speaks for.</summary>
    public string? Person { get; init; }

    /// <summary>The secret, at least 32 random characters.</summary>
    public string Key { get; init; } = "";
}
