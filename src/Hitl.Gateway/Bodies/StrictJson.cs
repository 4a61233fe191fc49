using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Hitl.Gateway.Problems;

namespace Hitl.Gateway.Bodies;

/// <summary>Reads JSON as the sender wrote it or not at all: two readers of one body must never see two values.</summary>
internal static class StrictJson
{
    public const int DeepestNesting = 32;
    public const int MostProperties = 1000;

    /// <summary>Parses a whole body: UTF-8 without byte order mark, no duplicate keys, nothing after the value. Numbers stay as written.</summary>
    public static JsonElement? Parse(byte[] body, out Refusal? refusal)
    {
        refusal = Encoding(body) ?? Walk(body);
        return refusal is null ? JsonElement.Parse(body, new JsonDocumentOptions { MaxDepth = DeepestNesting + 1 }) : null;
    }

    private static Refusal? Encoding(ReadOnlySpan<byte> body)
    {
        if (body.StartsWith("\uFEFF"u8)) return NotJson(1, 1, "starts with a byte order mark");
        for (var at = 0; at < body.Length;)
        {
            if (Rune.DecodeFromUtf8(body[at..], out _, out var consumed) != OperationStatus.Done) return At(body, at, "is not UTF-8");
            at += consumed;
        }

        return null;
    }

    private static Refusal? Walk(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = DeepestNesting + 8 });
        var open = new Stack<HashSet<string>?>();
        var properties = 0;
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject or JsonTokenType.StartArray when open.Count == DeepestNesting:
                        return new(400, "body.too_deep", $"The body nests deeper than {DeepestNesting} levels.");
                    case JsonTokenType.StartObject: open.Push(new(StringComparer.Ordinal)); break;
                    case JsonTokenType.StartArray: open.Push(null); break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray: open.Pop(); break;
                    case JsonTokenType.PropertyName:
                        var name = reader.GetString()!;
                        if (!open.Peek()!.Add(name)) return Duplicate(name);
                        if (++properties > MostProperties) return new(413, "body.too_large", $"The body has more than {MostProperties:N0} properties.");
                        break;
                    // Reading it finds half a surrogate pair, which is JSON's grammar but no text.
                    case JsonTokenType.String: _ = reader.GetString(); break;
                }
            }

            return null;
        }
        catch (JsonException error)
        {
            return NotJson((error.LineNumber ?? 0) + 1, (error.BytePositionInLine ?? 0) + 1, "is not JSON");
        }
        catch (InvalidOperationException)
        {
            return At(body, (int)reader.TokenStartIndex, "has a text with half a surrogate pair");
        }
    }

    private static Refusal Duplicate(string name) =>
        new(400, "body.duplicate_key", $"'{Quoted.Cut(name)}' is there twice; which one is meant?") { Field = Quoted.Cut(name) };

    private static Refusal At(ReadOnlySpan<byte> body, int position, string what)
    {
        var before = body[..position];
        return NotJson(before.Count((byte)'\n') + 1, position - before.LastIndexOf((byte)'\n'), what);
    }

    private static Refusal NotJson(long line, long column, string what) =>
        new(400, "body.not_json", string.Create(CultureInfo.InvariantCulture, $"The body {what} at {line}:{column}. Send one JSON object in UTF-8."));
}
