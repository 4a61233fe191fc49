using System.Text.Json;

namespace Hitl.Cli;

/// <summary>Where the gateway is and who calls: environment first, then the settings file.</summary>
/// <param name="Address">Base address. <c>HITL_ADDRESS</c>, else the file, else http://127.0.0.1:8080.</param>
/// <param name="Token">API key. <c>HITL_TOKEN</c>, else the file; null to call without.</param>
/// <param name="Problem">Why the settings cannot be used; null when they can.</param>
public sealed record CliSettings(Uri Address, string? Token, string? Problem)
{
    private const string DefaultAddress = "http://127.0.0.1:8080";

    /// <summary>Reads the settings.</summary>
    /// <param name="variable">Looks up an environment variable; <c>HITL_CONFIG</c> names the file, else <c>.hitl/cli.json</c> of the working directory.</param>
    public static CliSettings FromEnvironment(Func<string, string?> variable)
    {
        var path = variable("HITL_CONFIG") ?? Path.Combine(".hitl", "cli.json");
        var file = Read(path, out var problem);
        var address = variable("HITL_ADDRESS") ?? file?.Address ?? DefaultAddress;
        if (!Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out var uri))
            return new(new(DefaultAddress), null, $"config.address: '{address}' is not an absolute address such as {DefaultAddress}.");
        return new(uri, variable("HITL_TOKEN") ?? file?.Token, problem);
    }

    private static SettingsFile? Read(string path, out string? problem)
    {
        problem = null;
        if (!File.Exists(path)) return null;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != 0)
        {
            problem = $"config.permissions: {path} holds an API key and can be read by others. Run: chmod 600 {path}";
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<SettingsFile>(File.ReadAllText(path), JsonSerializerOptions.Web);
        }
        catch (JsonException broken)
        {
            problem = $"config.not_json: {path} line {broken.LineNumber + 1}: {broken.Message}";
            return null;
        }
    }

    private sealed record SettingsFile(string? Address, string? Token);
}
