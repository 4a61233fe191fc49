using System.Collections;
using System.Text;

namespace Temporalio.Common.EnvConfig;

/// <summary>Reads profiles: the file first, then the environment on top of it.</summary>
internal sealed class ProfileSources
{
    private const string MetaPrefix = "TEMPORAL_GRPC_META_";
    private const string TablePrefix = "profile.";

    private static readonly Dictionary<string, string> ByVariable = new()
    {
        ["TEMPORAL_ADDRESS"] = "address",
        ["TEMPORAL_NAMESPACE"] = "namespace",
        ["TEMPORAL_API_KEY"] = "api_key",
        ["TEMPORAL_TLS"] = "tls.enabled",
        ["TEMPORAL_TLS_DISABLED"] = "tls.disabled",
        ["TEMPORAL_TLS_SERVER_NAME"] = "tls.server_name",
        ["TEMPORAL_TLS_SERVER_CA_CERT_PATH"] = "tls.server_ca_cert_path",
        ["TEMPORAL_TLS_SERVER_CA_CERT_DATA"] = "tls.server_ca_cert_data",
        ["TEMPORAL_TLS_CLIENT_CERT_PATH"] = "tls.client_cert_path",
        ["TEMPORAL_TLS_CLIENT_CERT_DATA"] = "tls.client_cert_data",
        ["TEMPORAL_TLS_CLIENT_KEY_PATH"] = "tls.client_key_path",
        ["TEMPORAL_TLS_CLIENT_KEY_DATA"] = "tls.client_key_data",
    };

    private static readonly HashSet<string> Known =
        [.. ByVariable.Values, "codec.endpoint", "codec.auth"];

    private readonly Dictionary<string, string> _environment;
    private readonly DataSource? _source;
    private readonly bool _readsFile;
    private readonly bool _isStrict;

    internal ProfileSources(ClientEnvConfig.ProfileLoadOptions options)
        : this(options.ConfigSource, !options.DisableFile, options.ConfigFileStrict, options.OverrideEnvVars, !options.DisableEnv)
    {
    }

    internal ProfileSources(ClientEnvConfig.ConfigLoadOptions options)
        : this(options.ConfigSource, readsFile: true, options.ConfigFileStrict, options.OverrideEnvVars, readsEnvironment: true)
    {
    }

    private ProfileSources(
        DataSource? source, bool readsFile, bool isStrict, IReadOnlyDictionary<string, string>? variables, bool readsEnvironment)
    {
        _source = source;
        _readsFile = readsFile;
        _isStrict = isStrict;
        _environment = readsEnvironment ? variables?.ToDictionary() ?? ProcessEnvironment() : [];
    }

    /// <summary>One profile, with the environment on top.</summary>
    internal ClientEnvConfig.Profile Read(string? profile)
    {
        var wanted = profile ?? _environment.GetValueOrDefault("TEMPORAL_PROFILE");
        if (string.IsNullOrEmpty(wanted)) wanted = null;
        var tables = ReadFile();
        if (!tables.TryGetValue(wanted ?? "default", out var settings))
        {
            // Asked for by name, it has to be there; without a file the environment may be all there is.
            if (wanted is not null && _readsFile) throw new InvalidOperationException($"The configuration has no profile '{wanted}'");
            settings = [];
        }

        foreach (var (variable, setting) in ByVariable)
        {
            if (_environment.TryGetValue(variable, out var value) && value.Length > 0) settings[setting] = value;
        }

        foreach (var (variable, value) in _environment)
        {
            if (!variable.StartsWith(MetaPrefix, StringComparison.Ordinal)) continue;
            settings["grpc_meta." + variable[MetaPrefix.Length..].ToLowerInvariant().Replace('_', '-')] = value;
        }

        return ProfileOf(settings);
    }

    /// <summary>Every profile of the file, without the environment.</summary>
    internal Dictionary<string, ClientEnvConfig.Profile> ReadAll() =>
        ReadFile().ToDictionary(table => table.Key, table => ProfileOf(table.Value));

    private static Dictionary<string, string> ProcessEnvironment() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");

    private static ClientEnvConfig.Profile ProfileOf(Dictionary<string, string> settings) => new(
        settings.GetValueOrDefault("address"),
        settings.GetValueOrDefault("namespace"),
        settings.GetValueOrDefault("api_key"),
        Tls(settings),
        Metadata(settings));

    private static ClientEnvConfig.Tls? Tls(Dictionary<string, string> settings)
    {
        if (!settings.Keys.Any(key => key.StartsWith("tls.", StringComparison.Ordinal))) return null;
        bool? disabled = settings.TryGetValue("tls.disabled", out var off) ? IsTrue(off) : null;
        if (settings.TryGetValue("tls.enabled", out var on)) disabled = !IsTrue(on);
        return new(
            disabled,
            settings.GetValueOrDefault("tls.server_name"),
            Source(settings, "server_ca_cert"),
            Source(settings, "client_cert"),
            Source(settings, "client_key"));
    }

    private static DataSource? Source(Dictionary<string, string> settings, string name)
    {
        if (settings.TryGetValue($"tls.{name}_data", out var data)) return DataSource.FromUTF8String(data);
        return settings.TryGetValue($"tls.{name}_path", out var path) ? DataSource.FromPath(path) : null;
    }

    private static Dictionary<string, string>? Metadata(Dictionary<string, string> settings)
    {
        var metadata = settings.Where(setting => setting.Key.StartsWith("grpc_meta.", StringComparison.Ordinal))
            .ToDictionary(setting => setting.Key["grpc_meta.".Length..].ToLowerInvariant().Replace('_', '-'), setting => setting.Value);
        return metadata.Count == 0 ? null : metadata;
    }

    private static bool IsTrue(string value) => value.ToLowerInvariant() switch
    {
        "true" or "1" => true,
        "false" or "0" => false,
        _ => throw new InvalidOperationException($"'{value}' is neither true nor false"),
    };

    private Dictionary<string, Dictionary<string, string>> ReadFile()
    {
        var tables = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        if (!_readsFile || Configuration() is not { } text) return tables;
        foreach (var (path, value) in ProfileToml.Read(text))
        {
            var name = path.StartsWith(TablePrefix, StringComparison.Ordinal) ? path[TablePrefix.Length..].Split('.')[0] : null;
            if (name is null)
            {
                if (_isStrict) throw new InvalidOperationException($"The configuration has an unknown setting '{path}'");
                continue;
            }

            var setting = path[(TablePrefix.Length + name.Length + 1)..];
            var isKnown = Known.Contains(setting) || setting.StartsWith("grpc_meta.", StringComparison.Ordinal);
            if (_isStrict && !isKnown) throw new InvalidOperationException($"The configuration has an unknown setting '{path}'");
            if (!tables.TryGetValue(name, out var settings)) tables[name] = settings = new(StringComparer.Ordinal);
            settings[setting] = value;
        }

        return tables;
    }

    private string? Configuration()
    {
        if (_source is { } source) return Encoding.UTF8.GetString(source.Read());
        var folder = Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData);
        var path = _environment.GetValueOrDefault("TEMPORAL_CONFIG_FILE") is { Length: > 0 } named
            ? named
            : Path.Combine(folder, "temporalio", "temporal.toml");
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }
}
