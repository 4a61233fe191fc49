namespace Temporalio.Client;

/// <summary>A connection to a Temporal server. Thread-safe and meant to be shared.</summary>
public interface ITemporalConnection
{
    /// <summary>Headers of every call, also of workers. May be replaced at any time once connected.</summary>
    /// <exception cref="InvalidOperationException">Set before the connection was made.</exception>
    IReadOnlyCollection<KeyValuePair<string, string>> RpcMetadata { get; set; }

    /// <summary>Binary headers of every call, also of workers; their names end in <c>-bin</c>. May be replaced at any time once connected.</summary>
    /// <exception cref="ArgumentException">Set with a name that does not end in <c>-bin</c>.</exception>
    /// <exception cref="InvalidOperationException">Set before the connection was made.</exception>
    IReadOnlyCollection<KeyValuePair<string, byte[]>> RpcBinaryMetadata { get; set; }

    /// <summary>API key of every call, also of workers. May be replaced at any time once connected.</summary>
    /// <exception cref="InvalidOperationException">Set before the connection was made.</exception>
    string? ApiKey { get; set; }

    /// <summary>Raw calls of the workflow service.</summary>
    WorkflowService WorkflowService { get; }

    /// <summary>Raw calls of the operator service.</summary>
    OperatorService OperatorService { get; }

    /// <summary>Raw calls of the test service; only time-skipping test servers answer them.</summary>
    TestService TestService { get; }

    /// <summary>The options this connection was made with.</summary>
    TemporalConnectionOptions Options { get; }

    /// <summary>Whether the server was reached once; always true unless the connection is lazy.</summary>
    bool IsConnected { get; }

    /// <summary>The workers that run on this connection.</summary>
    internal WorkerRegistry Workers => NoWorkers;

    private static WorkerRegistry NoWorkers { get; } = new();

    /// <summary>Asks the server whether a service is serving.</summary>
    /// <param name="service">The service; default the workflow service.</param>
    /// <param name="options">How the call is sent.</param>
    /// <returns>Whether it says so.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    Task<bool> CheckHealthAsync(RpcService? service = null, RpcOptions? options = null);

    /// <summary>Connects unless connected already.</summary>
    /// <returns>Done when connected.</returns>
    /// <exception cref="InvalidOperationException">The server was not reached.</exception>
    Task ConnectAsync();
}
