using System.Text;
using System.Text.Json;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Ledger;

namespace Hitl.Postgres.Ledger;

/// <summary>Writes ledger entries as the JSON array that <c>audit.append</c> takes.</summary>
internal static class EntryJson
{
    // Tests of the stores write rows of their own making, empty or marked; no host takes one.
    private static readonly bool TakesSamples = AppContext.TryGetSwitch("Hitl.Ledger.TakesSamples", out var isOn) && isOn;

    /// <summary>The array; null when there are no entries, which writes none.</summary>
    public static string? Write(params IReadOnlyList<LedgerEntry> entries) =>
        entries.Count == 0 ? null : WriteNamed(entries.Select(entry => (Guid.CreateVersion7(), entry)));

    /// <summary>The array with ids given by the caller, so that a repeat is recognised.</summary>
    public static string WriteNamed(IEnumerable<(Guid Id, LedgerEntry Entry)> entries)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var (id, entry) in entries) Append(json, id, entry);
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>Text that PostgreSQL can store: no NUL, no half of a surrogate pair.</summary>
    public static string? Clean(string? text) =>
        text is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');

    private static void Append(Utf8JsonWriter json, Guid id, LedgerEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("kind", entry.Kind);
        json.WriteString("request", entry.Request?.Value);
        json.WriteNumber("revision", entry.Revision);
        json.WriteString("by_whom", Clean(entry.By));
        json.WriteString("on_behalf_of", Clean(entry.OnBehalfOf?.Value));
        json.WriteString("actor", Clean(entry.Actor?.Value));
        json.WriteString("customer", Clean(entry.Customer));
        json.WriteString("summary", Clean(entry.Summary));
        json.WriteString("body", Clean(CanonicalJson.Write(TakesSamples && (entry.Body.Count == 0 || entry.Body.ContainsKey("sample")) ? entry.Body : LedgerBodies.Checked(entry.Kind, entry.Body))));
        json.WriteEndObject();
    }
}
