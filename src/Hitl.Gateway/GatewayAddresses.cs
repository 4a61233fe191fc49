using System.Net;
using Microsoft.Extensions.Options;

namespace Hitl.Gateway;

/// <summary>Refuses to listen beyond this machine unless somebody said so.</summary>
internal static class GatewayAddresses
{
    public static string[] Checked(GatewayOptions options)
    {
        var urls = options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (urls.Length == 0) throw Refused("Hitl:Gateway:Urls names no address.");
        foreach (var url in urls)
        {
            if (!options.AllowNonLoopback && !IsLoopback(Host(url))) throw Refused($"Hitl:Gateway:Urls has '{url}', which is not loopback. Set Hitl:Gateway:AllowNonLoopback=true to listen there.");
        }

        return urls;
    }

    private static string Host(string url)
    {
        try
        {
            return BindingAddress.Parse(url).Host;
        }
        catch (FormatException)
        {
            throw Refused($"Hitl:Gateway:Urls has '{url}', which is no address.");
        }
    }

    private static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    private static OptionsValidationException Refused(string message) => new(nameof(GatewayOptions), typeof(GatewayOptions), [message]);
}
