namespace Temporalio.Client.EnvConfig;

/// <summary><see cref="Common.EnvConfig.ClientEnvConfig"/> under the namespace it had before version 1.9 of the official SDK, so that older code compiles.</summary>
/// <param name="Profiles">The profiles of the file, by name.</param>
public sealed record ClientEnvConfig(IReadOnlyDictionary<string, Common.EnvConfig.ClientEnvConfig.Profile> Profiles)
    : Common.EnvConfig.ClientEnvConfig(Profiles);
