namespace Temporalio.Common.EnvConfig;

/// <summary>Settings as files have them.</summary>
internal static class EnvConfigForm
{
    internal static Dictionary<string, object> Of(params IEnumerable<(string Name, object? Value)> settings) =>
        settings.Where(setting => setting.Value is not null).ToDictionary(setting => setting.Name, setting => setting.Value!);
}
