namespace Temporalio.Client.EnvConfig;

/// <summary><see cref="Common.EnvConfig.DataSource"/> under the namespace it had before version 1.9 of the official SDK, so that older code compiles.</summary>
public sealed class DataSource : Common.EnvConfig.DataSource
{
    private DataSource()
    {
    }
}
