using System.Globalization;
using System.Net;

namespace Temporal.DevServer.Hosting;

/// <summary>Reads the command lines official SDKs start a server with.</summary>
/// <remarks><c>server start-dev --port P …</c> is the dev server; a bare port is the time-skipping test server.</remarks>
internal static class CommandLine
{
    internal const string Usage = """
        hitl-temporal server start-dev [--port 7233] [--ip 127.0.0.1] [--namespace default]... [--db "<PostgreSQL connection string>" | --db-filename FILE]
                      [--config temporal-dev.yml] [--api-key KEY] [--search-attribute Name=Type]... [--log-level warn] [--log-format json]
                      [--tls-cert-path FILE --tls-key-path FILE [--tls-ca-path FILE]] [--metrics-port 0] [--take-wall-clock]
        hitl-temporal <port>        a test server in memory that skips time
        """;

    /// <summary>Flags that take no value.</summary>
    private static readonly HashSet<string> Switches = ["--headless", "--db-in-memory", "--take-wall-clock", "--log-config"];

    /// <summary>Flags of the official server that change nothing here: there is no UI and no SQLite.</summary>
    private static readonly HashSet<string> Ignored =
        ["--dynamic-config-value", "--ui-port", "--ui-ip", "--ui-asset-path", "--ui-public-path", "--ui-codec-endpoint", "--http-port", "--sqlite-pragma"];

    /// <exception cref="FormatException">The command line cannot be understood; the message says where.</exception>
    internal static DevServerOptions Parse(IReadOnlyList<string> args)
    {
        if (args.Count > 0 && int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            return new() { Port = port, TimeSkipping = true };
        }
        if (args.Count < 2 || args[0] != "server" || args[1] != "start-dev") throw new FormatException(Usage);

        var flags = Flags(args.Skip(2)).ToList();
        var options = flags.LastOrDefault(f => f.Name == "--config") is { Name: not null } config ? ConfigFile.Read(config.Value) : new();
        var namespaces = new List<string>();
        var attributes = new Dictionary<string, string>(options.SearchAttributes);
        foreach (var (name, value) in flags)
        {
            if (name is "--namespace" or "-n") namespaces.Add(value);
            else if (name == "--search-attribute") Attribute(value, attributes);
            else options = Apply(options, name, value);
        }
        // The default namespace always exists, as with the official dev server.
        return options with
        {
            Namespaces = namespaces.Count == 0 ? options.Namespaces : [.. namespaces.Prepend("default").Distinct()],
            SearchAttributes = attributes,
        };
    }

    private static DevServerOptions Apply(DevServerOptions options, string name, string value) => name switch
    {
        "--port" or "-p" => options with { Port = Number(name, value) },
        "--ip" => options with { Ip = Address(value) },
        "--db" => options with { Database = value },
        "--db-filename" or "-f" => options with { DatabaseFile = value },
        "--api-key" => options with { ApiKey = value },
        "--tls-cert-path" => options with { TlsCertificate = value },
        "--tls-key-path" => options with { TlsKey = value },
        "--tls-ca-path" => options with { TlsClientAuthority = value },
        "--metrics-port" => options with { MetricsPort = Number(name, value) },
        "--take-wall-clock" => options with { TakeWallClock = true },
        "--log-format" => options with { LogJson = value == "json" },
        "--log-level" => options with { LogLevel = Level(value) },
        "--config" => options,
        _ when Ignored.Contains(name) || Switches.Contains(name) => options,
        _ => throw new FormatException($"Unknown option {name}.\n{Usage}"),
    };

    private static IEnumerable<(string Name, string Value)> Flags(IEnumerable<string> args)
    {
        using var rest = args.GetEnumerator();
        while (rest.MoveNext())
        {
            var name = rest.Current;
            if (!name.StartsWith('-')) throw new FormatException($"Unexpected argument {name}.\n{Usage}");
            var equals = name.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0) yield return (name[..equals], name[(equals + 1)..]);
            else if (Switches.Contains(name)) yield return (name, "");
            else yield return (name, rest.MoveNext() ? rest.Current : throw new FormatException($"{name} needs a value.\n{Usage}"));
        }
    }

    private static int Number(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"{name} needs a number, not {value}.");

    internal static IPAddress Address(string value) =>
        value == "localhost" ? IPAddress.Loopback
        : IPAddress.TryParse(value, out var ip) ? ip : throw new FormatException($"{value} is no IP address.");

    internal static LogLevel Level(string value) => value.ToLowerInvariant() switch
    {
        "debug" => LogLevel.Debug,
        "info" => LogLevel.Information,
        "warn" or "warning" => LogLevel.Warning,
        "error" => LogLevel.Error,
        "fatal" or "never" => LogLevel.Critical,
        _ => throw new FormatException($"{value} is no log level: debug, info, warn, error or never."),
    };

    private static void Attribute(string value, Dictionary<string, string> attributes)
    {
        var parts = value.Split('=', 2);
        if (parts.Length != 2) throw new FormatException($"--search-attribute needs Name=Type, not {value}.");
        attributes[parts[0]] = parts[1];
    }
}
