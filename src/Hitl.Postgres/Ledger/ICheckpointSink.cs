using Hitl.Proof;

namespace Hitl.Postgres.Ledger;

/// <summary>Somebody else's keeper of signed checkpoints.</summary>
internal interface ICheckpointSink : IDisposable
{
    /// <summary>Names it in the ledger, without credentials.</summary>
    string Sink { get; }

    /// <summary>Sends what the sink does not have yet, oldest first, byte for byte the same on every try; how many it took.</summary>
    /// <exception cref="HttpRequestException">It could not be reached or refused; what it took before is noted.</exception>
    Task<int> PushAsync(CancellationToken cancel);

    /// <summary>The newest checkpoint as the sink has it; null when it tells none, or none of ours.</summary>
    Task<Checkpoint?> NewestAsync(CancellationToken cancel);
}
