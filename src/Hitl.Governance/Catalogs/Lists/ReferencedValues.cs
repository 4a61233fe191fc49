using System.Collections;
using System.Collections.Frozen;

namespace Hitl.Governance.Catalogs.Lists;

/// <summary>Values that rules name by a list and not one by one: compared by hash table, shown by name, count and hash.</summary>
/// <param name="name">The list's name in the catalog.</param>
/// <param name="hash">SHA-256 over the list, 64 lower-case hex digits.</param>
/// <param name="values">The values in the order of the list.</param>
public sealed class ReferencedValues(string name, string hash, IReadOnlyList<string> values) : IReadOnlyList<string>
{
    /// <summary>The list's name.</summary>
    public string Name { get; } = name;

    /// <summary>SHA-256 over the list, 64 lower-case hex digits.</summary>
    public string Hash { get; } = hash;

    /// <inheritdoc/>
    public int Count => values.Count;

    /// <inheritdoc/>
    public string this[int index] => values[index];

    /// <summary>The values as a set.</summary>
    internal FrozenSet<string> Set { get; } = values.ToFrozenSet(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The list as explanations show it.</summary>
    public override string ToString() => $"list {Name} ({Count} values, {Hash[..12]})";
}
