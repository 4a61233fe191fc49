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
        [.. ByVariable.Values, "tls", "tls.disable_host_verification", "codec", "codec.endpoint", "codec.auth", "grpc_meta"];

    private readonly Dictionary<string, string> _environment;
    private readonly DataSource? _source;
    private readonly bool _readsFile;
    private readonly bool _isStrict;

    internal ProfileSources(ClientEnvConfig.ProfileLoadOptions options)
        : this(options.ConfigSource, !options.DisableFile, options.ConfigFileStrict, options.OverrideEnvVars, !options.DisableEnv)
    {
        if (options is { DisableFile: true, DisableEnv: true }) throw new InvalidOperationException("Cannot disable both file and environment loading");
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
            var name = MetaName(variable[MetaPrefix.Length..]);
            if (value.Length > 0) settings[name] = value;
            else settings.Remove(name);
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
        if (!settings.Keys.Any(key => key is "tls" || key.StartsWith("tls.", StringComparison.Ordinal))) return null;
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
        var (data, path) = (settings.GetValueOrDefault($"tls.{name}_data"), settings.GetValueOrDefault($"tls.{name}_path"));
        // One of them may come from the file and the other from the environment; which is meant cannot be known.
        if (data is not null && path is not null) throw new InvalidOperationException($"Cannot specify both {name}_path and {name}_data");
        if (data is { Length: > 0 }) return DataSource.FromUTF8String(data);
        return path is null ? null : DataSource.FromPath(path);
    }

    private static Dictionary<string, string>? Metadata(Dictionary<string, string> settings)
    {
        var metadata = settings.Where(setting => setting.Key.StartsWith("grpc_meta.", StringComparison.Ordinal))
            .ToDictionary(setting => setting.Key["grpc_meta.".Length..], setting => setting.Value);
        return metadata.Count == 0 ? null : metadata;
    }

    private static string MetaName(string header) => "grpc_meta." + header.ToLowerInvariant().Replace('_', '-');

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
            if (name is not null && !tables.ContainsKey(name)) tables[name] = new(StringComparer.Ordinal);
            var setting = name is null ? path : path[(TablePrefix.Length + name.Length)..].TrimStart('.');
            if (name is not null && setting.Length > 0 && IsKnown(setting)) Add(tables[name], setting, value);
            else if (_isStrict && setting.Length > 0 && path != "profile") throw new InvalidOperationException($"The configuration has an unknown setting '{path}'");
        }

        return tables;
    }

    private static bool IsKnown(string setting) => Known.Contains(setting) || setting.StartsWith("grpc_meta.", StringComparison.Ordinal);

    private static void Add(Dictionary<string, string> settings, string setting, TomlValue? value)
    {
        var isFlag = setting is "tls.disabled" or "tls.disable_host_verification";
        if (value is { IsString: false } && !(isFlag && value.Text is ("true" or "false")))
        {
            throw new InvalidOperationException($"Line {value.Line} of the configuration cannot be understood: {setting} must be a string");
        }

        var name = setting.StartsWith("grpc_meta.", StringComparison.Ordinal) ? MetaName(setting["grpc_meta.".Length..]) : setting;
        settings[name] = value?.Text ?? "";
    }

    private string? Configuration()
    {
        if (_source is { Data: { } data }) return Encoding.UTF8.GetString(data);
        var folder = Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData);
        var named = _source?.Path ?? _environment.GetValueOrDefault("TEMPORAL_CONFIG_FILE");
        var path = string.IsNullOrEmpty(named) ? Path.Combine(folder, "temporalio", "temporal.toml") : named;
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }
}
