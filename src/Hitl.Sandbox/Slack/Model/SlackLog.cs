using System.Text.Json.Nodes;

namespace Hitl.Sandbox.Slack.Model;

/// <summary>What went over the wire lately, both ways, for the inspector and for tests. Kept in memory, last 2,000 entries; of long lists in answers only how long they were.</summary>
internal sealed class SlackLog(TimeProvider clock)
{
    private const int Kept = 2_000;

    // A page of history is hundreds of messages: two thousand of them took gigabytes.
    private const int MostItems = 20;
    private readonly Lock _gate = new();
    private readonly Queue<SlackLogEntry> _entries = new();
    private long _next = 1;

    public void Add(string direction, string what, JsonNode? sent, int? status, JsonNode? answer, double milliseconds, string? note)
    {
        lock (_gate)
        {
            _entries.Enqueue(new(_next++, clock.GetUtcNow(), direction, what, sent, status, Shortened(answer), Math.Round(milliseconds, 1), note));
            if (_entries.Count > Kept) _entries.Dequeue();
        }
    }

    /// <param name="after">Only entries with a greater number.</param>
    public IReadOnlyList<SlackLogEntry> Entries(string direction, string? what, long after)
    {
        lock (_gate)
        {
            return _entries.Where(entry => entry.Direction == direction && (what is null || entry.What == what) && entry.Number > after).ToList();
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
        }
    }

    private static JsonNode? Shortened(JsonNode? answer) => answer is JsonObject members && members.Any(member => IsLong(member.Value))
        ? new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, IsLong(member.Value) ? $"{member.Value!.AsArray().Count} items, not kept" : member.Value?.DeepClone())))
        : answer;

    private static bool IsLong(JsonNode? value) => value is JsonArray { Count: > MostItems };
}
