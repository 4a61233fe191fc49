namespace Hitl.Connectors.Http;

/// <summary>Addresses of targets: what is configured is taken literally or not at all.</summary>
public static class TargetUrl
{
    /// <summary>Reads a base address.</summary>
    /// <returns>Null with a problem when it is not one we would send to.</returns>
    public static Uri? Read(TargetOptions options, out string? problem)
    {
        problem = Problem(options.BaseUrl, options, out var url);
        return problem is null ? url : null;
    }

    /// <summary>Adds path segments; each is one segment whatever it contains.</summary>
    /// <returns>Null when a segment is empty, climbs (<c>.</c>, <c>..</c>) or has a slash, which servers read in different ways even when escaped.</returns>
    public static Uri? Join(Uri origin, params IReadOnlyList<string> segments)
    {
        if (segments.Any(segment => segment is "" or "." or ".." || segment.Any(c => char.IsControl(c) || c is '/' or '\\'))) return null;
        return new Uri(origin.AbsoluteUri.TrimEnd('/') + "/" + string.Join('/', segments.Select(Uri.EscapeDataString)));
    }

    /// <summary>Host and port as the catalog writes them; the port only when it is not the scheme's own.</summary>
    public static string Host(Uri url) => url.IsDefaultPort ? url.Host : $"{url.Host}:{url.Port}";

    private static string? Problem(string text, TargetOptions options, out Uri? url)
    {
        url = null;
        if (!System.Text.Ascii.IsValid(text) || text.AsSpan().ContainsAny("\\@#? \t\r\n")) return "it has characters an address of a target never needs";
        if (!Uri.TryCreate(text, UriKind.Absolute, out url) || url.Scheme is not ("https" or "http")) return "it is not an http or https address";
        if (url.UserInfo.Length > 0 || url.Host.EndsWith('.')) return "it names a user, or its host ends in a dot";
        if (options.AllowPrivate) return null;
        if (url.Scheme != "https") return "it is not https";
        return (options.Ports.Count == 0 ? url.Port == 443 : options.Ports.Contains(url.Port)) ? null : "its port is not allowed";
    }
}
