using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Requests;
using Hitl.Proof;

namespace Hitl.Postgres.Personal;

/// <summary>JSON objects some fields of which are sealed: a mark stands in each field's place, and the fields themselves in one sealed member.</summary>
internal static class SealedJson
{
    public const string Member = "sealed";

    public const string Mark = "[sealed]";

    private const int SaltBytes = 16;

    // Beside the fields: the row's sentence, where it repeats one of them.
    private const string Sentence = "summary";
    private const string Beginning = "\"" + Member + "\":{\"by\":\"";

    /// <summary>Seals the named fields that are there and say something; the object itself when there are none.</summary>
    /// <param name="plain">Left as it is.</param>
    /// <param name="fields">What is about a person.</param>
    /// <param name="key">The customer's.</param>
    /// <param name="within">Members whose values alone are marked inside a field; without them a mark stands in the field's whole place.</param>
    /// <param name="said">Texts about the person, marked wherever they stand in the fields.</param>
    /// <param name="sentence">What the row says in words, when that repeats something sealed.</param>
    public static JsonObject Seal(
        JsonObject plain, IEnumerable<string> fields, CustomerKey key, IReadOnlyCollection<string>? within = null, IReadOnlyList<string>? said = null, string? sentence = null)
    {
        var hidden = new JsonObject();
        foreach (var field in fields.Where(field => Says(plain[field]))) hidden[field] = plain[field]!.DeepClone();
        if (hidden.Count == 0) return plain;
        var shown = (JsonObject)plain.DeepClone();
        foreach (var (field, value) in hidden) shown[field] = Scrubbed(within is null ? Marked(value, Mark) : MarkedWithin(value, within), said ?? []);
        if (sentence is not null) hidden[Sentence] = sentence;
        // With the salt nobody can guess the fields from the digest once the key is gone; before, a reader of an export proves them with it.
        hidden[OpenedFields.Salt] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(SaltBytes));
        var opened = CanonicalJson.Write(hidden);
        var text = Convert.ToBase64String(SealedBytes.Seal(key.Key, Encoding.UTF8.GetBytes(opened), About(key.Id)));
        shown[Member] = new JsonObject { ["by"] = key.Id.ToString("D"), ["digest"] = OpenedFields.Digest(opened), ["text"] = text };
        return shown;
    }

    /// <summary>A sentence with a mark in place of a text, where that stands on its own.</summary>
    public static string Hide(string sentence, string text)
    {
        var hidden = new StringBuilder();
        var from = 0;
        for (var at = sentence.IndexOf(text, StringComparison.Ordinal); at >= 0; at = sentence.IndexOf(text, at + 1, StringComparison.Ordinal))
        {
            var end = at + text.Length;
            if (at < from || (at > 0 && IsWord(sentence[at - 1])) || (end < sentence.Length && IsWord(sentence[end]))) continue;
            hidden.Append(sentence, from, at - from).Append(Mark);
            from = end;
        }

        return from == 0 ? sentence : hidden.Append(sentence, from, sentence.Length - from).ToString();
    }

    public static bool SaysAny(JsonObject plain, IEnumerable<string> fields) => fields.Any(field => Says(plain[field]));

    /// <summary>Which key a stored text was sealed by; null when nothing in it is sealed.</summary>
    public static Guid? SealedBy(string stored)
    {
        var at = stored.IndexOf(Beginning, StringComparison.Ordinal);
        return at >= 0 && stored.Length >= at + Beginning.Length + 36 && Guid.TryParseExact(stored.AsSpan(at + Beginning.Length, 36), "D", out var id) ? id : null;
    }

    /// <summary>The object as it was before sealing; with no key, every field that was sealed says that it was erased.</summary>
    /// <exception cref="CryptographicException">The sealed member was altered.</exception>
    public static JsonObject Open(JsonObject stored, byte[]? key)
    {
        if (stored[Member] is not JsonObject { } box) return stored;
        var shown = (JsonObject)stored.DeepClone();
        shown.Remove(Member);
        if (key is null) return (JsonObject)Marked(shown, Mark, OpenedFields.Erased)!;
        foreach (var (field, value) in Hidden(box, key).Where(pair => pair.Key is not (OpenedFields.Salt or Sentence))) shown[field] = value?.DeepClone();
        return shown;
    }

    /// <summary>A row's sentence as it was before sealing.</summary>
    public static string OpenSentence(string summary, JsonObject stored, byte[]? key) => key is null
        ? summary.Replace(Mark, OpenedFields.Erased, StringComparison.Ordinal)
        : stored[Member] is JsonObject box && summary.Contains(Mark, StringComparison.Ordinal) ? (string?)Hidden(box, key)[Sentence] ?? summary : summary;

    /// <summary>Only the fields that were sealed, as canonical JSON with their salt; <see cref="OpenedFields.Erased"/> without the key, null when none were sealed.</summary>
    public static string? Opened(string stored, byte[]? key)
    {
        if (SealedBy(stored) is null || JsonNode.Parse(stored) is not JsonObject { } body || body[Member] is not JsonObject { } box) return null;
        return key is null ? OpenedFields.Erased : CanonicalJson.Write(Hidden(box, key));
    }

    private static JsonObject Hidden(JsonObject box, byte[] key)
    {
        var id = Guid.ParseExact((string)box["by"]!, "D");
        return JsonNode.Parse(SealedBytes.Open(key, Convert.FromBase64String((string)box["text"]!), About(id)))!.AsObject();
    }

    private static bool Says(JsonNode? value) => value switch
    {
        null => false,
        JsonObject members => members.Count > 0,
        JsonArray items => items.Count > 0,
        JsonValue text => text.TryGetValue<string>(out var said) ? said.Length > 0 : true,
        _ => true,
    };

    // The names of an action's parameters are the catalog's, so they stay; what they were set to does not.
    private static JsonNode? Marked(JsonNode? value, string mark) => value switch
    {
        JsonObject members => new JsonObject(members.Select(member =>
            KeyValuePair.Create(member.Key, member.Key == PersonalFields.Reverses ? member.Value?.DeepClone() : JsonValue.Create(mark)))),
        JsonArray => new JsonArray(JsonValue.Create(mark)),
        _ => JsonValue.Create(mark),
    };

    // What a query needs to hold against the rest stays readable: who may decide, until when, in which steps.
    private static JsonNode? MarkedWithin(JsonNode? value, IReadOnlyCollection<string> within) => value switch
    {
        JsonObject members => new JsonObject(members.Select(member =>
            KeyValuePair.Create(member.Key, within.Contains(member.Key) ? Marked(member.Value, Mark) : MarkedWithin(member.Value, within)))),
        JsonArray items => new JsonArray([.. items.Select(item => MarkedWithin(item, within))]),
        _ => value?.DeepClone(),
    };

    // The rule that decided is the catalog's word, and counted by it.
    private static JsonNode? Scrubbed(JsonNode? value, IReadOnlyList<string> said) => said.Count == 0 ? value : value switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, member.Key == nameof(Explanation.Rule) ? member.Value?.DeepClone() : Scrubbed(member.Value, said)))),
        JsonArray items => new JsonArray([.. items.Select(item => Scrubbed(item, said))]),
        JsonValue text when text.TryGetValue<string>(out var sentence) => JsonValue.Create(said.Aggregate(sentence, Hide)),
        _ => value?.DeepClone(),
    };

    private static JsonNode? Marked(JsonNode? value, string from, string to) => value switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Marked(member.Value, from, to)))),
        JsonArray items => new JsonArray([.. items.Select(item => Marked(item, from, to))]),
        JsonValue text when text.TryGetValue<string>(out var said) && said.Contains(from, StringComparison.Ordinal) => JsonValue.Create(said.Replace(from, to, StringComparison.Ordinal)),
        _ => value?.DeepClone(),
    };

    private static bool IsWord(char one) => char.IsLetterOrDigit(one) || one is '_' or '-';

    private static string About(Guid key) => $"hitl-personal-v1 {key:D}";
}
