using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>A search attribute a workflow sets or removes.</summary>
public abstract class SearchAttributeUpdate
{
    internal SearchAttributeUpdate()
    {
    }

    /// <summary>Whether the attribute is set; otherwise it is removed.</summary>
    public bool HasValue { get; internal init; }

    /// <summary>The key.</summary>
    public abstract SearchAttributeKey UntypedKey { get; }

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">The attribute is removed.</exception>
    public abstract object UntypedValue { get; }

    /// <summary>An update that sets an attribute.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>The update.</returns>
    public static SearchAttributeUpdate<T> ValueSet<T>(SearchAttributeKey<T> key, T value)
        where T : notnull => new(key, value);

    /// <summary>An update that removes an attribute.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="key">The key.</param>
    /// <returns>The update.</returns>
    public static SearchAttributeUpdate<T> ValueUnset<T>(SearchAttributeKey<T> key)
        where T : notnull => new(key);
}
