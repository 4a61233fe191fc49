using Npgsql;
using NpgsqlTypes;

namespace Hitl.Postgres.Connections;

/// <summary>One statement and its positional parameters.</summary>
internal sealed class Sql(string text)
{
    private readonly List<NpgsqlParameter> _parameters = [];

    public Sql With(string? value) => Add(NpgsqlDbType.Text, value);

    public Sql With(int value) => Add(NpgsqlDbType.Integer, value);

    public Sql With(long value) => Add(NpgsqlDbType.Bigint, value);

    public Sql With(DateOnly value) => Add(NpgsqlDbType.Date, value);

    public Sql With(bool value) => Add(NpgsqlDbType.Boolean, value);

    public Sql With(Guid value) => Add(NpgsqlDbType.Uuid, value);

    public Sql With(byte[] value) => Add(NpgsqlDbType.Bytea, value);

    public Sql With(TimeSpan value) => Add(NpgsqlDbType.Interval, value);

    public Sql With(DateTimeOffset? value) => Add(NpgsqlDbType.TimestampTz, value?.ToUniversalTime());

    public Sql With(IEnumerable<string> values) => Add(NpgsqlDbType.Array | NpgsqlDbType.Text, values.ToArray());

    public Sql WithJson(string? json) => Add(NpgsqlDbType.Json, json);

    public NpgsqlCommand On(NpgsqlConnection connection)
    {
        var command = new NpgsqlCommand(text, connection);
        foreach (var parameter in _parameters) command.Parameters.Add(parameter);
        return command;
    }

    public NpgsqlBatchCommand ForBatch()
    {
        var command = new NpgsqlBatchCommand(text);
        foreach (var parameter in _parameters) command.Parameters.Add(parameter);
        return command;
    }

    public Sql Add(NpgsqlDbType type, object? value)
    {
        _parameters.Add(new() { NpgsqlDbType = type, Value = value ?? DBNull.Value });
        return this;
    }
}
