namespace Temporalio.Common.EnvConfig;

/// <summary>The value of one setting.</summary>
/// <param name="Text">What it says, without quotes.</param>
/// <param name="Line">Where it stands, from 1.</param>
/// <param name="IsString">Whether it was quoted.</param>
internal sealed record TomlValue(string Text, int Line, bool IsString);
