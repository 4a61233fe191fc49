using Temporalio.Client;

namespace Temporalio.Common.EnvConfig;

/// <summary>Connection options from the usual environment variables and from the command line's configuration file.</summary>
/// <remarks>
/// Variables: <c>TEMPORAL_ADDRESS</c>, <c>TEMPORAL_NAMESPACE</c>, <c>TEMPORAL_API_KEY</c>, <c>TEMPORAL_TLS</c>,
/// <c>TEMPORAL_TLS_SERVER_NAME</c>, <c>TEMPORAL_TLS_SERVER_CA_CERT_PATH</c> or <c>_DATA</c>, <c>TEMPORAL_TLS_CLIENT_CERT_PATH</c>
/// or <c>_DATA</c>, <c>TEMPORAL_TLS_CLIENT_KEY_PATH</c> or <c>_DATA</c>, <c>TEMPORAL_GRPC_META_*</c>, <c>TEMPORAL_PROFILE</c>,
/// <c>TEMPORAL_CONFIG_FILE</c>. They win over the file.
/// </remarks>
/// <param name="Profiles">The profiles of the file, by name.</param>
public record ClientEnvConfig(IReadOnlyDictionary<string, ClientEnvConfig.Profile> Profiles)
{
    /// <summary>Reads every profile of the configuration file, without the variables that win over it.</summary>
    /// <param name="options">From where.</param>
    /// <returns>The profiles; none if there is no file.</returns>
    /// <exception cref="InvalidOperationException">Something in the file cannot be understood.</exception>
    public static ClientEnvConfig Load(ConfigLoadOptions? options = null) => new(new ProfileSources(options ?? new()).ReadAll());

    /// <summary>Makes profiles of the form files have.</summary>
    /// <param name="profileDictionaries">Settings of each profile.</param>
    /// <returns>The profiles.</returns>
    public static ClientEnvConfig FromDictionary(IReadOnlyDictionary<string, Dictionary<string, object>> profileDictionaries) =>
        new(profileDictionaries.ToDictionary(entry => entry.Key, entry => Profile.FromDictionary(entry.Value)));

    /// <summary>Reads one profile and makes connection options of it.</summary>
    /// <param name="options">Which profile, and from where.</param>
    /// <returns>The options; without a target host if none is configured.</returns>
    /// <exception cref="InvalidOperationException">The file has no such profile, or something in it cannot be understood.</exception>
    public static TemporalClientConnectOptions LoadClientConnectOptions(ProfileLoadOptions? options = null) =>
        Profile.Load(options).ToClientConnectionOptions();

    /// <summary>One named set of connection settings.</summary>
    /// <param name="Address">Server as <c>host:port</c>.</param>
    /// <param name="Namespace">Namespace.</param>
    /// <param name="ApiKey">API key; turns TLS on unless <paramref name="Tls"/> says otherwise.</param>
    /// <param name="Tls">TLS settings.</param>
    /// <param name="GrpcMeta">Headers of every call.</param>
    public sealed record Profile(
        string? Address = null,
        string? Namespace = null,
        string? ApiKey = null,
        Tls? Tls = null,
        IReadOnlyDictionary<string, string>? GrpcMeta = null)
    {
        /// <summary>Reads one profile.</summary>
        /// <param name="options">Which, and from where.</param>
        /// <returns>The profile; empty if nothing is configured.</returns>
        /// <exception cref="InvalidOperationException">The file has no such profile, or something in it cannot be understood.</exception>
        public static Profile Load(ProfileLoadOptions? options = null) => new ProfileSources(options ?? new()).Read(options?.Profile);

        /// <summary>Makes a profile of the form files have.</summary>
        /// <param name="dictionary">Its settings.</param>
        /// <returns>The profile.</returns>
        public static Profile FromDictionary(IReadOnlyDictionary<string, object> dictionary) => new(
            dictionary.GetValueOrDefault("address") as string,
            dictionary.GetValueOrDefault("namespace") as string,
            dictionary.GetValueOrDefault("api_key") as string,
            dictionary.GetValueOrDefault("tls") is IReadOnlyDictionary<string, object> tls ? Tls.FromDictionary(tls) : null,
            dictionary.GetValueOrDefault("grpc_meta") as IReadOnlyDictionary<string, string>);

        /// <summary>Makes the form files have.</summary>
        /// <returns>The settings; those not set are left out.</returns>
        public Dictionary<string, object> ToDictionary() => EnvConfigForm.Of(
            ("address", Address), ("namespace", Namespace), ("api_key", ApiKey), ("tls", Tls?.ToDictionary()), ("grpc_meta", GrpcMeta));

        /// <summary>Makes connection options.</summary>
        /// <returns>New options.</returns>
        public TemporalClientConnectOptions ToClientConnectionOptions()
        {
            var options = new TemporalClientConnectOptions { TargetHost = Address, ApiKey = ApiKey };
            if (Namespace is not null) options.Namespace = Namespace;
            if (ApiKey is not null) options.Tls = new();
            if (Tls is not null) options.Tls = Tls.ToTlsOptions() ?? new TlsOptions { Disabled = true };
            if (GrpcMeta is not null) options.RpcMetadata = [.. GrpcMeta];
            return options;
        }
    }

    /// <summary>TLS settings of a profile.</summary>
    /// <param name="Disabled">Whether to stay in clear text; null if the rest decides.</param>
    /// <param name="ServerName">Name sent in SNI and checked against the server certificate.</param>
    /// <param name="ServerRootCACert">PEM root certificate of the server.</param>
    /// <param name="ClientCert">PEM client certificate.</param>
    /// <param name="ClientPrivateKey">PEM key of the client certificate.</param>
    public sealed record Tls(
        bool? Disabled = null,
        string? ServerName = null,
        DataSource? ServerRootCACert = null,
        DataSource? ClientCert = null,
        DataSource? ClientPrivateKey = null)
    {
        /// <summary>Makes settings of the form files have.</summary>
        /// <param name="dictionary">The settings.</param>
        /// <returns>The TLS settings.</returns>
        public static Tls FromDictionary(IReadOnlyDictionary<string, object> dictionary) => new(
            dictionary.GetValueOrDefault("disabled") as bool?,
            dictionary.GetValueOrDefault("server_name") as string,
            DataSource.FromDictionary(dictionary.GetValueOrDefault("server_ca_cert") as IReadOnlyDictionary<string, string>),
            DataSource.FromDictionary(dictionary.GetValueOrDefault("client_cert") as IReadOnlyDictionary<string, string>),
            DataSource.FromDictionary(dictionary.GetValueOrDefault("client_key") as IReadOnlyDictionary<string, string>));

        /// <summary>Makes the form files have.</summary>
        /// <returns>The settings; those not set are left out.</returns>
        public Dictionary<string, object> ToDictionary() => EnvConfigForm.Of(
            ("disabled", Disabled),
            ("server_name", ServerName),
            ("server_ca_cert", ServerRootCACert?.ToDictionary()),
            ("client_cert", ClientCert?.ToDictionary()),
            ("client_key", ClientPrivateKey?.ToDictionary()));

        /// <summary>Makes TLS options, reading files if need be.</summary>
        /// <returns>New options; null if TLS is disabled.</returns>
        /// <exception cref="IOException">A file cannot be read.</exception>
        public TlsOptions? ToTlsOptions() => Disabled == true
            ? null
            : new()
            {
                Domain = ServerName,
                ServerRootCACert = ServerRootCACert?.GetBytes(),
                ClientCert = ClientCert?.GetBytes(),
                ClientPrivateKey = ClientPrivateKey?.GetBytes(),
            };
    }

    /// <summary>Which profile to read, and from where.</summary>
    public class ProfileLoadOptions : ICloneable
    {
        /// <summary>Name of the profile. Default: <c>TEMPORAL_PROFILE</c>, else <c>default</c>.</summary>
        public string? Profile { get; set; }

        /// <summary>
        /// The configuration. Default: the file <c>TEMPORAL_CONFIG_FILE</c> names, else <c>temporalio/temporal.toml</c> in the
        /// user's configuration folder, if it exists.
        /// </summary>
        public DataSource? ConfigSource { get; set; }

        /// <summary>Whether to read no file. Default <see langword="false"/>.</summary>
        public bool DisableFile { get; set; }

        /// <summary>Whether to read no environment variables. Default <see langword="false"/>.</summary>
        public bool DisableEnv { get; set; }

        /// <summary>Whether settings that mean nothing here are an error. Default <see langword="false"/>.</summary>
        public bool ConfigFileStrict { get; set; }

        /// <summary>Variables to read in place of the process's. Default none.</summary>
        public IReadOnlyDictionary<string, string>? OverrideEnvVars { get; set; }

        /// <summary>Copies these options.</summary>
        /// <returns>The copy.</returns>
        public virtual object Clone() => MemberwiseClone();
    }

    /// <summary>Where to read profiles from.</summary>
    public class ConfigLoadOptions : ICloneable
    {
        /// <summary>
        /// The configuration. Default: the file <c>TEMPORAL_CONFIG_FILE</c> names, else <c>temporalio/temporal.toml</c> in the
        /// user's configuration folder, if it exists.
        /// </summary>
        public DataSource? ConfigSource { get; set; }

        /// <summary>Whether settings that mean nothing here are an error. Default <see langword="false"/>.</summary>
        public bool ConfigFileStrict { get; set; }

        /// <summary>Variables to read in place of the process's. Default none.</summary>
        public IReadOnlyDictionary<string, string>? OverrideEnvVars { get; set; }

        /// <summary>Copies these options.</summary>
        /// <returns>The copy.</returns>
        public virtual object Clone() => MemberwiseClone();
    }

    /// <summary>Makes the form files have.</summary>
    /// <returns>Settings of each profile; those not set are left out.</returns>
    public IReadOnlyDictionary<string, Dictionary<string, object>> ToDictionary() =>
        Profiles.ToDictionary(entry => entry.Key, entry => entry.Value.ToDictionary());
}
