using System.Net;
using System.Net.Sockets;

namespace Hitl.Tests.Gateway;

internal static class FreePorts
{
    /// <summary>A loopback port nothing listens on at this moment.</summary>
    public static int Take()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
