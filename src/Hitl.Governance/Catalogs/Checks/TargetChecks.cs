using System.Globalization;
using System.Text.RegularExpressions;
using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Governance.Catalogs.Checks;

/// <summary>Targets: hosts that can be approved, owners that exist.</summary>
internal static partial class TargetChecks
{
    private static string[] PrivateEndings => [".localhost", ".local", ".internal", ".intranet", ".lan", ".home.arpa", ".corp", ".private"];

    public static void Check(YamlNode root, YamlErrors errors)
    {
        var roles = root.At("roles").Keys().ToList();
        var isSandbox = root.At("environment").Text() == "sandbox";
        foreach (var (_, target) in root.At("targets").Entries())
        {
            CatalogChecks.Known(target.At("owner"), roles, "role", errors);
            if (target.At("host") is YamlScalar { Text.Length: > 0 } host && Problem(host.Text, isSandbox) is { } problem)
                errors.Add("catalog.executor_url", host, $"'{host.Text}' {problem}.", isSandbox ? "127.0.0.1:8090" : "payments.example.com");
        }
    }

    private static string? Problem(string host, bool isSandbox)
    {
        if (host.Contains('{', StringComparison.Ordinal)) return "has a template in it; a host is fixed when the catalog is signed off";
        if (host.Contains('/', StringComparison.Ordinal)) return "has a scheme or a path; name the host only, TLS is always used";
        if (host.Contains('@', StringComparison.Ordinal)) return "has credentials in it";
        if (isSandbox && Loopback().IsMatch(host)) return null;
        if (!Dns().IsMatch(host)) return "is not a DNS name with an optional port (addresses are not taken)";
        var (name, port) = host.Split(':') is [var before, var after] ? (before, after) : (host, "443");
        if (int.Parse(port, CultureInfo.InvariantCulture) > 65_535) return "has a port above 65535";
        return PrivateEndings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal)) ? "is a private name" : null;
    }

    [GeneratedRegex(@"^(127\.0\.0\.1|localhost):[1-9][0-9]{0,4}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Loopback();

    [GeneratedRegex(@"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z-]{0,61}[a-z](:[1-9][0-9]{0,4})?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Dns();
}
