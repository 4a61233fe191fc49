using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>A search attribute a workflow sets or removes, with its type.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
public class SearchAttributeUpdate<T> : SearchAttributeUpdate
    where T : notnull
{
    private readonly T? _value;

    internal SearchAttributeUpdate(SearchAttributeKey<T> key) => Key = key;

    internal SearchAttributeUpdate(SearchAttributeKey<T> key, T value)
    {
        Key = key;
        _value = value;
        HasValue = true;
    }

    /// <summary>The key.</summary>
    public SearchAttributeKey<T> Key { get; private init; }

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">The attribute is removed.</exception>
    public T Value => HasValue ? _value! : throw new InvalidOperationException("The update removes the attribute; it has no value.");

    /// <inheritdoc/>
    public override SearchAttributeKey UntypedKey => Key;

    /// <inheritdoc/>
    public override object UntypedValue => Value;
}
