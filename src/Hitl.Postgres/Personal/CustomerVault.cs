using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Postgres.Connections;
using Hitl.Postgres.Ledger;
using Hitl.Proof;

namespace Hitl.Postgres.Personal;

/// <summary>Seals what is about a person under the customer's own key, and opens it again while that key lives.</summary>
/// <remarks>Off without a master key: then everything is written as it is. Which fields: <see cref="PersonalFields"/>.</remarks>
internal sealed class CustomerVault(MasterKeys? master)
{
    private const int KeyBytes = 32;

    public bool IsOn => master is not null;

    public static CustomerVault Open(PostgresOptions options) => new(options.MasterKeyPath is { } path ? MasterKeys.FromFile(path) : null);

    /// <summary>Entries as the JSON array the ledger takes, with what is about a person sealed; null when there are none.</summary>
    public async Task<string?> EntriesAsync(Database database, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel)
    {
        if (!IsOn) return EntryJson.Write(entries);
        var written = new List<LedgerEntry>(entries.Count);
        foreach (var entry in entries) written.Add(await SealAsync(database, entry, cancel));
        return EntryJson.Write(written);
    }

    /// <summary>The entry with what is about a person sealed.</summary>
    public async Task<LedgerEntry> SealAsync(Database database, LedgerEntry entry, CancellationToken cancel)
    {
        var fields = PersonalFields.Of(entry);
        if (!IsOn || entry.Customer is not { } customer || !SealedJson.SaysAny(entry.Body, fields)) return entry;
        return Seal(entry, fields, await LivingAsync(database, customer, cancel));
    }

    /// <summary>A request as it is stored, sealed under the key its customer has now.</summary>
    public async Task<string> RecordAsync(Database database, ActionRequest request, CancellationToken cancel)
    {
        var record = (JsonObject)JsonSerializer.SerializeToNode(request)!;
        if (!IsOn || !SealedJson.SaysAny(record, PersonalFields.OfRequest)) return record.ToJsonString();
        return SealedJson.Seal(record, PersonalFields.OfRequest, await LivingAsync(database, request.Customer.Id, cancel)).ToJsonString();
    }

    /// <summary>An evaluation as it is stored, sealed under the key its request was sealed with; as it is when that was not.</summary>
    public async Task<string> EvaluationAsync(Database database, RequestId request, Evaluation evaluation, CancellationToken cancel)
    {
        var record = (JsonObject)JsonSerializer.SerializeToNode(evaluation)!;
        var read = PersonalFields.Guards(evaluation.Facts.Guards);
        var fields = read.Count > 0 ? PersonalFields.OfGuardedEvaluation : PersonalFields.OfEvaluation;
        if (!IsOn || !SealedJson.SaysAny(record, fields)) return record.ToJsonString();
        var key = await database.FirstAsync(
            new Sql("select (record::json #>> '{sealed,by}')::uuid, hitl.wrapped_key(record) from hitl.request where id = $1").With(request.Value),
            row => row.IsDBNull(0) || row.IsDBNull(1) ? null : new CustomerKey(row.GetGuid(0), Unwrapped(row.GetGuid(0), row.GetString(1))!),
            cancel);
        return key is null ? record.ToJsonString() : SealedJson.Seal(record, fields, key, PersonalFields.WithinEvaluation, read).ToJsonString();
    }

    /// <summary>A stored request again; what its destroyed key sealed says that it was erased.</summary>
    public ActionRequest Request(string record, string? wrapped) => Read<ActionRequest>(record, wrapped);

    /// <summary>A stored evaluation again; its consent record says what was erased when the key was destroyed.</summary>
    public Evaluation Evaluation(string evaluation, string? wrapped) => Read<Evaluation>(evaluation, wrapped);

    /// <summary>Ledger rows as people may read them: opened, or marked as erased. The leaf stays that of the row as stored.</summary>
    public async Task<IReadOnlyList<LedgerRow>> ShowAsync(Database database, IReadOnlyList<LedgerRow> rows, CancellationToken cancel)
    {
        var keys = await KeysAsync(database, rows, cancel);
        return keys.Count == 0 ? rows : [.. rows.Select(row => SealedJson.SealedBy(row.Body) is { } by ? Shown(row, by, keys.GetValueOrDefault(by)) : row)];
    }

    /// <summary>The wrapped keys that some rows were sealed by; null for one that was destroyed.</summary>
    public static async Task<IReadOnlyDictionary<Guid, string?>> KeysAsync(Database database, IReadOnlyList<LedgerRow> rows, CancellationToken cancel)
    {
        var ids = rows.Select(row => SealedJson.SealedBy(row.Body)).OfType<Guid>().Distinct().ToArray();
        if (ids.Length == 0) return new Dictionary<Guid, string?>();
        return (await database.ListAsync(
            new Sql("select id, wrapped from hitl.customer_key where id = any($1)").Add(NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Uuid, ids),
            row => (Id: row.GetGuid(0), Wrapped: row.TextOrNull(1)),
            cancel)).ToDictionary(pair => pair.Id, pair => pair.Wrapped);
    }

    /// <summary>What a row's sealed fields say, as canonical JSON; null when it has none, or this process has no master key.</summary>
    public string? Opened(string body, string? wrapped)
    {
        if (SealedJson.SealedBy(body) is not { } by || (wrapped is not null && !IsOn)) return null;
        return SealedJson.Opened(body, Unwrapped(by, wrapped));
    }

    private LedgerRow Shown(LedgerRow row, Guid by, string? wrapped)
    {
        if (wrapped is not null && !IsOn) return row;
        var (body, key) = ((JsonObject)JsonNode.Parse(row.Body)!, Unwrapped(by, wrapped));
        return row with { Body = SealedJson.Open(body, key).ToJsonString(), Summary = SealedJson.OpenSentence(row.Summary, body, key) };
    }

    private T Read<T>(string stored, string? wrapped)
    {
        if (SealedJson.SealedBy(stored) is not { } by) return Reading.Json<T>(stored);
        if (wrapped is not null && !IsOn) throw new InvalidOperationException("What is stored is sealed, and this process has no master key: set Hitl:Postgres:MasterKeyPath.");
        return SealedJson.Open((JsonObject)JsonNode.Parse(stored)!, Unwrapped(by, wrapped)).Deserialize<T>() ?? throw new InvalidDataException($"A stored {typeof(T).Name} is null.");
    }

    private byte[]? Unwrapped(Guid id, string? wrapped) => wrapped is null ? null : master!.Unwrap(id, wrapped);

    /// <summary>The customer's living key; made now when there is none. One round trip, and a commit only for a customer never seen before.</summary>
    private async Task<CustomerKey> LivingAsync(Database database, string customer, CancellationToken cancel)
    {
        var id = Guid.CreateVersion7();
        var fresh = RandomNumberGenerator.GetBytes(KeyBytes);
        var held = await database.FirstAsync(
            new Sql("select id, wrapped from hitl.hold_customer_key($1, $2, $3)").With(EntryJson.Clean(customer)).With(id).With(master!.Wrap(id, fresh)),
            row => (Id: row.GetGuid(0), Wrapped: row.GetString(1)),
            cancel);
        return new(held.Id, held.Id == id ? fresh : master.Unwrap(held.Id, held.Wrapped));
    }

    private static LedgerEntry Seal(LedgerEntry entry, IReadOnlyList<string> fields, CustomerKey key)
    {
        var summary = entry.Summary;
        var read = PersonalFields.ReadFor(entry);
        foreach (var text in read) summary = SealedJson.Hide(summary, text);
        // The sentence for people repeats a reason here and there.
        foreach (var said in fields.Select(field => entry.Body[field]).OfType<JsonValue>())
            if (said.TryGetValue<string>(out var text) && text.Length > 0) summary = summary.Replace(": " + text, ": " + SealedJson.Mark, StringComparison.Ordinal);
        return entry with { Body = SealedJson.Seal(entry.Body, fields, key, read.Count > 0 ? [] : null, read, summary == entry.Summary ? null : entry.Summary), Summary = summary };
    }
}
