using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Hitl.Local.Settings;

/// <summary>The loopback ports of a local system.</summary>
/// <param name="Gateway">API, Slack callbacks and console. Default 8080, <c>HITL_GATEWAY_PORT</c>.</param>
/// <param name="Sandbox">Local Slack and targets. Default 8090, <c>HITL_SANDBOX_PORT</c>.</param>
/// <param name="Temporal">The embedded Temporal server. Default 7233, <c>HITL_TEMPORAL_PORT</c>.</param>
public sealed record LocalPorts(int Gateway, int Sandbox, int Temporal)
{
    /// <summary>Reads the ports from the environment, with the defaults above.</summary>
    /// <exception cref="LocalSetupException">A variable is not a port number from 1 to 65535.</exception>
    public static LocalPorts FromEnvironment() =>
        new(Read("HITL_GATEWAY_PORT", 8080), Read("HITL_SANDBOX_PORT", 8090), Read("HITL_TEMPORAL_PORT", 7233));

    /// <summary>Three ports nobody listens on at this moment.</summary>
    public static LocalPorts Free()
    {
        TcpListener[] listeners = [new(IPAddress.Loopback, 0), new(IPAddress.Loopback, 0), new(IPAddress.Loopback, 0)];
        foreach (var listener in listeners) listener.Start();
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        foreach (var listener in listeners) listener.Stop();
        return new(ports[0], ports[1], ports[2]);
    }

    /// <summary>Refuses to go on when somebody else listens on one of the ports.</summary>
    /// <exception cref="LocalSetupException">Names the port and the variable that moves it.</exception>
    public void EnsureFree()
    {
        foreach (var (name, port, variable) in new[]
        {
            ("gateway", Gateway, "HITL_GATEWAY_PORT"), ("sandbox", Sandbox, "HITL_SANDBOX_PORT"), ("Temporal server", Temporal, "HITL_TEMPORAL_PORT"),
        })
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            try
            {
                probe.Start();
            }
            catch (SocketException)
            {
                throw new LocalSetupException($"Port {port} (the {name}) is in use: stop what listens there, or set {variable} to a free port.");
            }
        }
    }

    private static int Read(string variable, int otherwise)
    {
        var text = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrEmpty(text)) return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? port
            : throw new LocalSetupException($"{variable} is '{text}': give a port number from 1 to 65535.");
    }
}
