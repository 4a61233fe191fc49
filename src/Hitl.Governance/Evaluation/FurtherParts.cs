using System.Runtime.CompilerServices;
using Hitl.Governance.Catalogs;

namespace Hitl.Governance.Evaluation;

/// <summary>Which of a rule's bounds are <see cref="FurtherBounds"/>. Equal to another's where both are the very same lists, under the same names: what is written twice is told apart.</summary>
internal sealed class FurtherParts : IEquatable<FurtherParts>
{
    private readonly List<(string Name, object Values)> _parts = [];

    private FurtherParts()
    {
    }

    /// <summary>True for a rule that has none.</summary>
    public bool IsEmpty => _parts.Count == 0;

    public static FurtherParts Of(Rule rule)
    {
        var parts = new FurtherParts();
        parts.Add("amounts", rule.Amounts, 2);
        parts.Add("segments", rule.Segments, 2);
        parts.Add("channels", rule.Channels, 2);
        parts.Add("versions", rule.AgentVersions, 1);
        parts.Add("hours", rule.Hours, 1);
        parts.Add("evidence", rule.Evidence, 1);
        parts.Add("consents", rule.Consents, 1);
        parts._parts.AddRange(rule.Where.Select(pair => ("where " + pair.Key, (object)pair.Value)));
        parts._parts.AddRange(rule.Except.Select(pair => ("except " + pair.Key, (object)pair.Value)));
        return parts;
    }

    /// <inheritdoc/>
    public bool Equals(FurtherParts? other) =>
        other is not null && _parts.Count == other._parts.Count
        && _parts.Zip(other._parts).All(pair => pair.First.Name == pair.Second.Name && ReferenceEquals(pair.First.Values, pair.Second.Values));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FurtherParts);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var (name, values) in _parts)
        {
            hash.Add(name, StringComparer.Ordinal);
            hash.Add(RuntimeHelpers.GetHashCode(values));
        }

        return hash.ToHashCode();
    }

    private void Add<T>(string name, IReadOnlyCollection<T> values, int least)
    {
        if (values.Count >= least) _parts.Add((name, values));
    }
}
