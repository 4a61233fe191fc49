using System.Text.Json;
using Hitl.Escalations.Requests;
using Hitl.Postgres.Personal;
using Npgsql;

namespace Hitl.Postgres.Connections;

/// <summary>Reads columns the way the stores need them.</summary>
internal static class Reading
{
    /// <summary>The columns of a stored request, in the order <see cref="StoredRequest(NpgsqlDataReader, CustomerVault, int)"/> reads them.</summary>
    public const string RequestColumns = "record, state, evaluation, digest, outcome, withdrawn_at, state_since, revision, hitl.wrapped_key(record)";

    public static StoredRequest StoredRequest(this NpgsqlDataReader row, CustomerVault vault, int at = 0) => new(
        // The record stays as it was asked; only its revision moves.
        vault.Request(row.GetString(at), row.TextOrNull(at + 8)) with { Revision = row.GetInt32(at + 7) },
        EnumText<RequestState>.From(row.GetString(at + 1)),
        row.TextOrNull(at + 2) is { } evaluation ? vault.Evaluation(evaluation, row.TextOrNull(at + 8)) : null,
        row.TextOrNull(at + 3),
        row.TextOrNull(at + 4),
        row.TimeOrNull(at + 5),
        row.Time(at + 6));

    public static string? TextOrNull(this NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);

    public static DateTimeOffset Time(this NpgsqlDataReader row, int at) => row.GetFieldValue<DateTimeOffset>(at);

    public static DateTimeOffset? TimeOrNull(this NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.Time(at);

    public static T Json<T>(string text) =>
        JsonSerializer.Deserialize<T>(text) ?? throw new InvalidDataException($"A stored {typeof(T).Name} is null.");
}
