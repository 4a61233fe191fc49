using Hitl.Escalations.Ids;

namespace Hitl.Postgres.Ledger;

/// <summary>Which ledger rows to read; what is not set does not filter.</summary>
public sealed record LedgerFilter
{
    /// <summary>Rows about this request.</summary>
    public RequestId? Request { get; init; }

    /// <summary>Rows about this agent's requests.</summary>
    public ActorId? Actor { get; init; }

    /// <summary>Rows this person wrote or was acted for.</summary>
    public PersonId? Person { get; init; }

    /// <summary>Rows about this customer.</summary>
    public string? Customer { get; init; }

    /// <summary>Rows of this kind.</summary>
    public string? Kind { get; init; }

    /// <summary>Rows about requests that this person decided.</summary>
    public PersonId? Approver { get; init; }

    /// <summary>Rows about requests for this action.</summary>
    public string? Action { get; init; }

    /// <summary>Rows about requests that are in this state now, such as <c>executed</c>.</summary>
    public string? Outcome { get; init; }

    /// <summary>Rows about requests in this currency, ISO 4217.</summary>
    public string? Currency { get; init; }

    /// <summary>Rows about requests of at least this amount, in minor units.</summary>
    public long? AmountFrom { get; init; }

    /// <summary>Rows about requests of at most this amount, in minor units.</summary>
    public long? AmountTo { get; init; }

    /// <summary>From this moment, inclusive, UTC.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Up to this moment, exclusive, UTC.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only rows after this one: the <see cref="LedgerPage.Next"/> of the page before.</summary>
    public LedgerCursor? After { get; init; }

    /// <summary>At most this many on one page. Default 200; allowed 1 to 5,000. Exports take all.</summary>
    public int Most { get; init; } = 200;
}
