using System.Collections;
using System.Text;

namespace Temporalio.Common.EnvConfig;

/// <summary>Reads a profile: the file first, then the environment on top of it.</summary>
internal sealed class ProfileSources
{
    private const string MetaPrefix = "TEMPORAL_GRPC_META_";
    private readonly ClientEnvConfig.ProfileLoadOptions _options;
    private readonly Dictionary<string, string> _environment;
    private readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal);

    internal ProfileSources(ClientEnvConfig.ProfileLoadOptions options)
    {
        _options = options;
        _environment = options.DisableEnv ? [] : options.OverrideEnvVars?.ToDictionary() ?? ProcessEnvironment();
    }

    internal ClientEnvConfig.Profile Read()
    {
        ReadFile();
        foreach (var (variable, setting) in ByVariable)
        {
            if (_environment.TryGetValue(variable, out var value) && value.Length > 0) _settings[setting] = value;
        }
        foreach (var (variable, value) in _environment)
        {
            if (!variable.StartsWith(MetaPrefix, StringComparison.Ordinal)) continue;
            _settings["grpc_meta." + variable[MetaPrefix.Length..].ToLowerInvariant().Replace('_', '-')] = value;
        }
        return new(Setting("address"), Setting("namespace"), Setting("api_key"), Tls(), Metadata());
    }

    private static Dictionary<string, string> ByVariable { get; } = new()
    {
        ["TEMPORAL_ADDRESS"] = "address",
        ["TEMPORAL_NAMESPACE"] = "namespace",
        ["TEMPORAL_API_KEY"] = "api_key",
        ["TEMPORAL_TLS"] = "tls.enabled",
        ["TEMPORAL_TLS_SERVER_NAME"] = "tls.server_name",
        ["TEMPORAL_TLS_SERVER_CA_CERT_PATH"] = "tls.server_ca_cert_path",
        ["TEMPORAL_TLS_SERVER_CA_CERT_DATA"] = "tls.server_ca_cert_data",
        ["TEMPORAL_TLS_CLIENT_CERT_PATH"] = "tls.client_cert_path",
        ["TEMPORAL_TLS_CLIENT_CERT_DATA"] = "tls.client_cert_data",
        ["TEMPORAL_TLS_CLIENT_KEY_PATH"] = "tls.client_key_path",
        ["TEMPORAL_TLS_CLIENT_KEY_DATA"] = "tls.client_key_data",
    };

    private static Dictionary<string, string> ProcessEnvironment() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");

    private void ReadFile()
    {
        if (_options.DisableFile || Configuration() is not { } text) return;
        var wanted = _options.Profile ?? _environment.GetValueOrDefault("TEMPORAL_PROFILE");
        var table = $"profile.{wanted ?? "default"}";
        var found = false;
        foreach (var (path, value) in ProfileToml.Read(text))
        {
            if (!path.StartsWith(table + ".", StringComparison.Ordinal)) continue;
            found = true;
            _settings[path[(table.Length + 1)..]] = value;
        }
        if (!found && wanted is not null) throw new InvalidOperationException($"The configuration has no profile '{wanted}'");
    }

    private string? Configuration()
    {
        if (_options.ConfigSource is { } source) return Encoding.UTF8.GetString(source.Read());
        var folder = Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData);
        var path = _environment.GetValueOrDefault("TEMPORAL_CONFIG_FILE") is { Length: > 0 } named
            ? named
            : Path.Combine(folder, "temporalio", "temporal.toml");
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    private string? Setting(string name) => _settings.GetValueOrDefault(name);

    private ClientEnvConfig.Tls? Tls()
    {
        if (!_settings.Keys.Any(key => key.StartsWith("tls.", StringComparison.Ordinal))) return null;
        bool? disabled = Setting("tls.disabled") is { } off ? IsTrue(off) : null;
        if (Setting("tls.enabled") is { } on) disabled = !IsTrue(on);
        return new(disabled, Setting("tls.server_name"), Source("server_ca_cert"), Source("client_cert"), Source("client_key"));
    }

    private DataSource? Source(string name)
    {
        if (Setting($"tls.{name}_data") is { } data) return DataSource.FromUTF8String(data);
        return Setting($"tls.{name}_path") is { } path ? DataSource.FromPath(path) : null;
    }

    private Dictionary<string, string>? Metadata()
    {
        var metadata = _settings.Where(setting => setting.Key.StartsWith("grpc_meta.", StringComparison.Ordinal))
            .ToDictionary(setting => setting.Key["grpc_meta.".Length..], setting => setting.Value);
        return metadata.Count == 0 ? null : metadata;
    }

    private static bool IsTrue(string value) => value.ToLowerInvariant() switch
    {
        "true" or "1" => true,
        "false" or "0" => false,
        _ => throw new InvalidOperationException($"'{value}' is neither true nor false"),
    };
}
