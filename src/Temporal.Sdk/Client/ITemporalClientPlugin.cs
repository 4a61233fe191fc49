namespace Temporalio.Client;

/// <summary>Something that prepares clients and stands around their connecting. One that is also a worker's plugin serves the workers of its client.</summary>
public interface ITemporalClientPlugin
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>Changes a client's options before it is made.</summary>
    /// <param name="options">The options.</param>
    void ConfigureClient(TemporalClientOptions options);

    /// <summary>Stands around connecting; not called for lazy clients.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="continuation">Connects, or the next plugin around it.</param>
    /// <returns>The connection.</returns>
    Task<TemporalConnection> ConnectAsync(
        TemporalClientConnectOptions options, Func<TemporalClientConnectOptions, Task<TemporalConnection>> continuation);
}
