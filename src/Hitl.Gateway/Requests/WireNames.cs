using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Hitl.Gateway.Requests;

/// <summary>The wire spelling of the field's enumerations, as their own attributes say.</summary>
internal static class WireNames
{
    private static readonly ConcurrentDictionary<Enum, string> Names = new();

    public static string Of<T>(T value)
        where T : struct, Enum => Names.GetOrAdd(value, static known => Spelling(known.GetType(), known.ToString()));

    public static T? Find<T>(string text)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
            if (Of(value) == text) return value;
        return null;
    }

    public static IEnumerable<string> All<T>()
        where T : struct, Enum => Enum.GetValues<T>().Select(Of);

    private static string Spelling(Type type, string name) =>
        type.GetField(name)?.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? name.ToLowerInvariant();
}
