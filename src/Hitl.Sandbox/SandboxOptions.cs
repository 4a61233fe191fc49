using System.Net;
using Hitl.Sandbox.Slack;
using Microsoft.Extensions.Options;

namespace Hitl.Sandbox;

/// <summary>How the sandbox runs. Bound from <c>Sandbox</c>; checked before the host is built.</summary>
internal sealed record SandboxOptions
{
    /// <summary>Address to listen on. Default http://127.0.0.1:8090; port 0 takes a free one.</summary>
    public string Url { get; init; } = "http://127.0.0.1:8090";

    /// <summary>Allows an address other machines can reach. Default false: anyone who reaches the sandbox can act as anyone.</summary>
    public bool AllowNonLoopback { get; init; }

    /// <summary>Where the journal is kept. Default .hitl/sandbox; empty keeps everything in memory.</summary>
    public string DataDirectory { get; init; } = Path.Combine(".hitl", "sandbox");

    /// <summary>People and channels of the workspace as JSON. Default: the built-in seed.</summary>
    public string? SeedFile { get; init; }

    /// <summary>Bearer key the payments, accounts and loyalty targets accept. Not a secret: it opens nothing but this sandbox.</summary>
    public string TargetKey { get; init; } = "sandbox-target-key";

    /// <summary>Standard Webhooks secret, <c>whsec_</c> and base64. Default: the base64 of a plain sentence, not a secret.</summary>
    public string WebhookSecret { get; init; } = "whsec_" + Convert.ToBase64String("the sandbox keeps no secrets at all"u8);

    /// <summary>The local Slack.</summary>
    public SlackOptions Slack { get; init; } = new();

    public static SandboxOptions Read(IConfiguration configuration)
    {
        var options = configuration.GetSection("Sandbox").Get<SandboxOptions>() ?? new();
        var problems = options.Problems().ToList();
        return problems.Count == 0 ? options : throw new OptionsValidationException("Sandbox", typeof(SandboxOptions), problems);
    }

    private IEnumerable<string> Problems()
    {
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttp)
            yield return $"Sandbox:Url must be an http address, not '{Url}'.";
        else if (!AllowNonLoopback && !IsLoopback(url))
            yield return $"Sandbox:Url is '{Url}', which other machines can reach. Use 127.0.0.1, or set Sandbox:AllowNonLoopback=true.";
        if (!WebhookSecret.StartsWith("whsec_", StringComparison.Ordinal)
            || !Convert.TryFromBase64String(WebhookSecret["whsec_".Length..], new byte[WebhookSecret.Length], out var length) || length < 24)
            yield return "Sandbox:WebhookSecret must be whsec_ and the base64 of at least 24 bytes.";
        if (Slack.SigningSecret.Length == 0) yield return "Sandbox:Slack:SigningSecret must not be empty.";
        foreach (var address in Slack.Addresses.Where(address => !Uri.TryCreate(address, UriKind.Absolute, out var parsed) || !parsed.Scheme.StartsWith("http", StringComparison.Ordinal)))
            yield return $"Sandbox:Slack: '{address}' is not an http address.";
    }

    private static bool IsLoopback(Uri url) =>
        url.Host == "localhost" || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
