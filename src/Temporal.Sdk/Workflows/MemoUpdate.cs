namespace Temporalio.Workflows;

/// <summary>A memo entry a workflow sets or removes.</summary>
public class MemoUpdate
{
    private readonly object? _value;

    private MemoUpdate(string key, object? value)
    {
        UntypedKey = key;
        _value = value;
        HasValue = value is not null;
    }

    /// <summary>Whether the entry is set; otherwise it is removed.</summary>
    public bool HasValue { get; private init; }

    /// <summary>The key.</summary>
    public string UntypedKey { get; private init; }

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">The entry is removed.</exception>
    public object UntypedValue => _value ?? throw new InvalidOperationException("The update removes the entry; it has no value.");

    /// <summary>An update that sets an entry.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value; not null.</param>
    /// <returns>The update.</returns>
    /// <exception cref="ArgumentException">The value is null.</exception>
    public static MemoUpdate ValueSet(string key, object value) =>
        new(key, value ?? throw new ArgumentException("Value cannot be null", nameof(value)));

    /// <summary>An update that removes an entry.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The update.</returns>
    public static MemoUpdate ValueUnset(string key) => new(key, null);
}
