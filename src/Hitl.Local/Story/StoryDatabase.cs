using Npgsql;

namespace Hitl.Local.Story;

/// <summary>Reads the product's tables directly, so that the story does not have to believe the product.</summary>
public sealed class StoryDatabase(string connectionString) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString);

    /// <summary>State of a request as stored.</summary>
    public async Task<string?> StateAsync(string request, CancellationToken cancel) =>
        (string?)await ScalarAsync("select state from hitl.request where id = $1", cancel, request);

    /// <summary>How many ledger rows of a kind a request has.</summary>
    public async Task<long> EntriesAsync(string request, string kind, CancellationToken cancel) =>
        (long)(await ScalarAsync("select count(*) from audit.event where request = $1 and kind = $2", cancel, request, kind))!;

    /// <summary>How many requests there are.</summary>
    public async Task<long> RequestsAsync(CancellationToken cancel) => (long)(await ScalarAsync("select count(*) from hitl.request", cancel))!;

    /// <summary>How many effects of a request stand as done.</summary>
    public async Task<long> DoneEffectsAsync(string request, bool compensation, CancellationToken cancel) =>
        (long)(await ScalarAsync(
            "select count(*) from hitl.effect where request = $1 and is_compensation = $2 and status = 'done'", cancel, request, compensation))!;

    /// <summary>Rows of a query, each as text; for checks that find what must not be.</summary>
    /// <param name="sql">A query with one text column.</param>
    /// <param name="cancel">Stops waiting.</param>
    public async Task<IReadOnlyList<string>> FindAsync(string sql, CancellationToken cancel)
    {
        var found = new List<string>();
        await using var command = _source.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) found.Add(rows.GetString(0));
        return found;
    }

    /// <summary>Drops every pooled connection: after the server was killed each of them would fail once.</summary>
    public void Reconnect() => _source.Clear();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<object?> ScalarAsync(string sql, CancellationToken cancel, params object[] values)
    {
        await using var command = _source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteScalarAsync(cancel);
    }
}
