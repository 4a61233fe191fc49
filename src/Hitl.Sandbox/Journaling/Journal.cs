using System.Text;
using System.Text.Json.Nodes;

namespace Hitl.Sandbox.Journaling;

/// <summary>
/// Everything the sandbox must remember, as an append-only file of JSON lines. One line is one atomic change.
/// </summary>
/// <remarks>State is changed in memory first; nobody is answered before <see cref="FlushedAsync"/> says it is on disk.</remarks>
internal sealed class Journal : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly JournalFile? _file;
    private readonly Dictionary<string, OrderedDictionary<string, JsonNode>> _replayed;
    private JsonArray? _openLine;

    private Journal(JournalFile? file, Dictionary<string, OrderedDictionary<string, JsonNode>> replayed) =>
        (_file, _replayed) = (file, replayed);

    /// <summary>Opens the journal in a directory, replaying what is there; null or empty keeps everything in memory.</summary>
    /// <exception cref="InvalidDataException">A line other than the last is not a journal line.</exception>
    public static Journal Open(string? directory)
    {
        if (string.IsNullOrEmpty(directory)) return new(null, []);
        Directory.CreateDirectory(directory);
        var (file, lines) = JournalFile.Open(Path.Combine(directory, "journal.jsonl"));
        return new(file, Replay(lines));
    }

    /// <summary>Runs a change under the one lock and writes all its puts as one line. Nested calls join the outer line.</summary>
    public T Change<T>(Func<T> change)
    {
        lock (_gate)
        {
            if (_openLine is not null) return change();
            _openLine = [];
            try
            {
                return change();
            }
            finally
            {
                if (_openLine.Count > 0) _file?.Append(Encoding.UTF8.GetBytes(WireJson.Write(_openLine) + "\n"));
                _openLine = null;
            }
        }
    }

    /// <summary>Completes when everything appended so far has been fsynced; throws when the disk refused it.</summary>
    public Task FlushedAsync() => _file?.FlushedAsync() ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_file is not null) await _file.DisposeAsync();
    }

    internal IReadOnlyDictionary<string, JsonNode> Replayed(string table) =>
        _replayed.TryGetValue(table, out var rows) ? rows : new OrderedDictionary<string, JsonNode>();

    /// <summary>A null value takes the row away. Only inside <see cref="Change{T}"/>.</summary>
    internal void Put(string table, string key, JsonNode? value) =>
        (_openLine ?? throw new InvalidOperationException("A put belongs inside a change.")).Add(
            (JsonNode)new JsonArray(table, key, value));

    private static Dictionary<string, OrderedDictionary<string, JsonNode>> Replay(IEnumerable<JsonArray> lines)
    {
        var tables = new Dictionary<string, OrderedDictionary<string, JsonNode>>();
        foreach (var put in lines.SelectMany(line => line).OfType<JsonArray>())
        {
            var table = put[0]!.GetValue<string>();
            if (!tables.TryGetValue(table, out var rows)) tables[table] = rows = [];
            if (put[2] is { } value) rows[put[1]!.GetValue<string>()] = value;
            else rows.Remove(put[1]!.GetValue<string>());
        }

        return tables;
    }
}
