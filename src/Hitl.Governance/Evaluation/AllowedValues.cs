using System.Collections.Frozen;

namespace Hitl.Governance.Evaluation;

/// <summary>The values a bound names, none meaning any. One value, the usual case, is held without a set: ten thousand rules are then read from the processor's cache.</summary>
internal readonly struct AllowedValues(IReadOnlyList<string> values)
{
    // Interned: the same word in ten thousand rules is one object, and mostly the one just looked at.
    private readonly string? _only = values.Count == 1 ? string.Intern(values[0]) : null;
    private readonly FrozenSet<string>? _several = values.Count > 1 ? values.ToFrozenSet(StringComparer.Ordinal) : null;

    public bool Hold(string? value) =>
        _only is not null ? _only == value
        : _several is null || (value is not null && _several.Contains(value));
}
