using Temporalio.Client;

namespace Temporalio.Worker;

/// <summary>What a worker needs of a client. Workers accept any <see cref="ITemporalClient"/>.</summary>
public interface IWorkerClient
{
    /// <summary>The options the client was made with.</summary>
    TemporalClientOptions Options { get; }
}
