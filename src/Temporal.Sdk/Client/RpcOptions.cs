namespace Temporalio.Client;

/// <summary>What a single call may change about how it is sent.</summary>
public class RpcOptions : ICloneable
{
    /// <summary>Whether transient failures are retried. Default: calls of the client and its handles retry, raw service calls do not.</summary>
    public bool? Retry { get; set; }

    /// <summary>Extra gRPC headers; they win over those of the connection. No line breaks in keys or values.</summary>
    public IEnumerable<KeyValuePair<string, string>>? Metadata { get; set; }

    /// <summary>Extra binary gRPC headers; their names end in <c>-bin</c>, and they win over those of the connection.</summary>
    public IEnumerable<KeyValuePair<string, byte[]>>? BinaryMetadata { get; set; }

    /// <summary>Deadline of each attempt. Default: 30 seconds, 70 seconds for long polls.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>Gives the call up, with <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <summary>Copies these options; metadata and token are shared.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone() => MemberwiseClone();

    /// <summary>These options with a second token; dispose the source when the call is over.</summary>
    internal (RpcOptions Options, CancellationTokenSource? Linked) WithAdditionalCancellationToken(CancellationToken additional)
    {
        if (!additional.CanBeCanceled) return (this, null);
        var copy = (RpcOptions)Clone();
        if (CancellationToken is not { CanBeCanceled: true } own)
        {
            copy.CancellationToken = additional;
            return (copy, null);
        }
        var linked = CancellationTokenSource.CreateLinkedTokenSource(own, additional);
        copy.CancellationToken = linked.Token;
        return (copy, linked);
    }
}
