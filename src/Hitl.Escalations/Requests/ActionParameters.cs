using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Hitl.Escalations.Consent;

namespace Hitl.Escalations.Requests;

/// <summary>The parameters of an action as one canonical JSON object; two are equal when their canonical text is.</summary>
[JsonConverter(typeof(ActionParametersJsonConverter))]
public sealed class ActionParameters : IEquatable<ActionParameters>
{
    // Which of two members of one name counts would be the reader's guess.
    private static JsonDocumentOptions Strict => new() { AllowDuplicateProperties = false };

    private readonly JsonObject _values;

    private ActionParameters(JsonObject values)
    {
        _values = values;
        Canonical = CanonicalJson.Write(values);
    }

    /// <summary>No parameters: <c>{}</c>.</summary>
    public static ActionParameters Empty { get; } = new([]);

    /// <summary>The canonical text (RFC 8785 member order, integers only).</summary>
    public string Canonical { get; }

    /// <summary>Names of the parameters, in canonical order.</summary>
    public IEnumerable<string> Names => _values.Select(pair => pair.Key).Order(StringComparer.Ordinal);

    /// <summary>Takes a copy of the object.</summary>
    /// <exception cref="FormatException">A value is a fraction, an exponent or beyond 2^53, none of which the canonical form has.</exception>
    public static ActionParameters From(JsonObject values) => new((JsonObject)values.DeepClone());

    /// <summary>Parses canonical or other JSON text of an object.</summary>
    /// <exception cref="JsonException">Not a JSON object, or a member comes twice.</exception>
    /// <exception cref="FormatException">A value that the canonical form does not have.</exception>
    public static ActionParameters Parse(string json) =>
        new(JsonNode.Parse(json, documentOptions: Strict) as JsonObject ?? throw new JsonException("Parameters must be a JSON object."));

    /// <summary>A parameter as text: strings as they are, everything else in its JSON form; null when absent or null.</summary>
    public string? Text(string name) => TextOf(_values[name]);

    /// <summary>How many there are.</summary>
    public int Count => _values.Count;

    /// <summary>Whether a parameter is there, be it null.</summary>
    public bool Contains(string name) => _values.ContainsKey(name);

    /// <summary>The values of a parameter as texts: none, one, or each of a list.</summary>
    public IReadOnlyList<string> Texts(string name) => _values[name] switch
    {
        null => [],
        JsonArray items => [.. items.Select(item => TextOf(item) ?? "null")],
        var other => [TextOf(other)!],
    };

    /// <summary>A copy of the values, safe to change.</summary>
    public JsonObject ToJson() => (JsonObject)_values.DeepClone();

    /// <inheritdoc/>
    public bool Equals(ActionParameters? other) => other is not null && other.Canonical == Canonical;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ActionParameters);

    /// <inheritdoc/>
    public override int GetHashCode() => Canonical.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Canonical;

    private static string? TextOf(JsonNode? node) => node switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        var other => CanonicalJson.Write(other),
    };
}
