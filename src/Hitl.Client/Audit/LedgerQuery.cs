namespace Hitl.Client.Audit;

/// <summary>Which ledger rows; every filter that is set must hold. Compared literally, no wildcards.</summary>
public sealed record LedgerQuery
{
    /// <summary>Rows about this request.</summary>
    public string? Request { get; init; }

    /// <summary>Rows about requests of this agent.</summary>
    public string? Actor { get; init; }

    /// <summary>Rows about this customer.</summary>
    public string? Customer { get; init; }

    /// <summary>Rows this person wrote or was acted for.</summary>
    public string? Person { get; init; }

    /// <summary>Rows of this kind.</summary>
    public string? Kind { get; init; }

    /// <summary>Rows about requests that this person decided.</summary>
    public string? Approver { get; init; }

    /// <summary>Rows about requests for this action.</summary>
    public string? Action { get; init; }

    /// <summary>Rows about requests that are in this state now, such as <c>executed</c> or <c>denied</c>.</summary>
    public string? Outcome { get; init; }

    /// <summary>Rows about requests in this currency, ISO 4217.</summary>
    public string? Currency { get; init; }

    /// <summary>Rows about requests of at least this amount, in minor units.</summary>
    public long? AmountFrom { get; init; }

    /// <summary>Rows about requests of at most this amount, in minor units.</summary>
    public long? AmountTo { get; init; }

    /// <summary>From this moment, inclusive, UTC.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Until this moment, exclusive, UTC; at most 400 days after <see cref="From"/>.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>From <see cref="LedgerPage.Next"/>.</summary>
    public string? Cursor { get; init; }

    /// <summary>Default 100; 1 to 200.</summary>
    public int Limit { get; init; } = 100;
}
