using System.Text.Json;
using Hitl.Gateway.Problems;

namespace Hitl.Gateway.Bodies;

/// <summary>Reads the fields of one object, keeping the first refusal; reads after a refusal answer nothing.</summary>
internal sealed class FieldReader
{
    private readonly JsonElement _value;
    private readonly string _path;

    public FieldReader(JsonElement value, string path, params string[] known)
    {
        _value = value;
        _path = path;
        foreach (var member in value.EnumerateObject())
            if (!known.Contains(member.Name, StringComparer.Ordinal)) Refuse(Refusals.UnknownField(Name(member.Name), known));
    }

    /// <summary>The first refusal; null while all is well.</summary>
    public Refusal? Refusal { get; private set; }

    public string? Text(string name, int limit = int.MaxValue, string? required = null)
    {
        if (Find(name, required) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.String)
        {
            Refuse(Refusals.WrongType(Name(name), "a text"));
            return null;
        }

        var text = value.GetString()!;
        if (text.Length > limit) Refuse(Refusals.TooLong(Name(name), limit));
        else if (required is not null && string.IsNullOrWhiteSpace(text)) Refuse(Refusals.Required(Name(name), required));
        return text;
    }

    public int Integer(string name, string required)
    {
        if (Find(name, required) is not { } value) return 0;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var integer)) return integer;
        Refuse(Refusals.WrongType(Name(name), "an integer"));
        return 0;
    }

    public bool Flag(string name)
    {
        if (Find(name, null) is not { } value) return false;
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) Refuse(Refusals.WrongType(Name(name), "true or false"));
        return value.ValueKind == JsonValueKind.True;
    }

    public JsonElement? Object(string name, string? required = null)
    {
        if (Find(name, required) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Object) return value;
        Refuse(Refusals.WrongType(Name(name), "an object"));
        return null;
    }

    public IReadOnlyList<string> Texts(string name)
    {
        if (Find(name, null) is not { } list) return [];
        if (list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
            return [.. list.EnumerateArray().Select(item => item.GetString()!)];
        Refuse(Refusals.WrongType(Name(name), "a list of texts"));
        return [];
    }

    /// <summary>Any value as written, for a field whose rules are elsewhere.</summary>
    public JsonElement? Any(string name) => Find(name, null);

    public void Refuse(Refusal? refusal) => Refusal ??= refusal;

    private string Name(string name) => _path.Length == 0 ? name : _path + "." + name;

    private JsonElement? Find(string name, string? required)
    {
        if (Refusal is not null) return null;
        if (_value.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null) return value;
        if (required is not null) Refuse(Refusals.Required(Name(name), required));
        return null;
    }
}
