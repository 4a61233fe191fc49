using System.Collections.Frozen;
using System.Text.Json;

namespace Hitl.Postgres.Connections;

/// <summary>An enum's database spelling, which is its wire spelling.</summary>
internal static class EnumText<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> Texts =
        Enum.GetValues<T>().ToFrozenDictionary(value => value, value => JsonSerializer.Serialize(value).Trim('"'));

    private static readonly FrozenDictionary<string, T> Values = Texts.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    public static string Of(T value) => Texts[value];

    public static T From(string text) => Values[text];
}
