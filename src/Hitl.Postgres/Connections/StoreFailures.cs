using Npgsql;

namespace Hitl.Postgres.Connections;

/// <summary>Says of a failure at the database whether repeating helps, our rules refused, or the caller is wrong.</summary>
internal static class StoreFailures
{
    public static Exception Explain(NpgsqlException failure) => failure switch
    {
        PostgresException { SqlState: "HT001" } refused => new InvalidOperationException(refused.MessageText, refused),
        PostgresException { SqlState: "HT002" } stopped => new ExecutionsStoppedException(stopped.MessageText, stopped),
        PostgresException { SqlState: "HT003" } kept => new RetentionRefusedException(kept.MessageText, kept),
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } full => new StoreUnavailableException("storage.full", full.MessageText, full),
        PostgresException answered when !IsPassing(answered) => answered,
        _ => new StoreUnavailableException("store.unavailable", failure.Message, failure),
    };

    private static bool IsPassing(PostgresException failure) =>
        failure.IsTransient
        || failure.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.DatabaseDropped
        || failure.SqlState.StartsWith("08", StringComparison.Ordinal)
        || failure.SqlState.StartsWith("53", StringComparison.Ordinal)
        || failure.SqlState.StartsWith("58", StringComparison.Ordinal);
}
