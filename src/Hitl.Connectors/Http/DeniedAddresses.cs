using System.Net;

namespace Hitl.Connectors.Http;

/// <summary>Addresses no target may have: ourselves, our network, metadata services, and whatever only looks public.</summary>
/// <remarks>Source: IANA special-purpose address registries for IPv4 and IPv6.</remarks>
internal static class DeniedAddresses
{
    private static readonly IPNetwork[] Ranges =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16",
            "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(range => IPNetwork.Parse(range)),
    ];

    /// <summary>Tells whether an address is denied. An IPv4 address inside IPv6 is judged as the IPv4 address it reaches.</summary>
    public static bool Contains(IPAddress address)
    {
        var reached = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(Ranges, range => range.Contains(reached));
    }
}
