namespace Hitl.Postgres;

/// <summary>The database could not be reached, or was lost on the way. Transient: repeat the call, every write is safe to repeat.</summary>
/// <remarks>A commit whose answer was lost surfaces like this too; the repeated call finds what was committed and answers as the first would have.</remarks>
public sealed class StoreUnavailableException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary><c>store.unavailable</c>, or <c>storage.full</c> when the database has no space left.</summary>
    public string Code { get; } = code;

    /// <summary>Always true: the same call may succeed later.</summary>
    public bool IsTransient => true;
}
