using System.Collections;
using Temporalio.Api.Common.V1;
using Temporalio.Workflows;

namespace Temporalio.Common;

/// <summary>Typed search attributes. Fixed outside of workflows; inside one, it reflects the workflow's own updates.</summary>
public class SearchAttributeCollection : IReadOnlyCollection<SearchAttributeKey>
{
    /// <summary>No search attributes.</summary>
    public static readonly SearchAttributeCollection Empty = new([]);

    private readonly SortedDictionary<SearchAttributeKey, object> _values;

    private SearchAttributeCollection(SortedDictionary<SearchAttributeKey, object> values) => _values = values;

    /// <summary>Number of attributes.</summary>
    public int Count => _values.Count;

    /// <summary>The values without their types.</summary>
    public IReadOnlyDictionary<SearchAttributeKey, object> UntypedValues => _values;

    /// <summary>Reads attributes from the wire.</summary>
    /// <param name="searchAttributes">The attributes as received.</param>
    /// <returns>The attributes.</returns>
    /// <exception cref="ArgumentException">One of them cannot be read.</exception>
    public static SearchAttributeCollection FromProto(SearchAttributes searchAttributes)
    {
        var values = new SortedDictionary<SearchAttributeKey, object>();
        foreach (var (name, payload) in searchAttributes.IndexedFields)
        {
            if (SearchAttributePayload.Read(payload) is { } attribute) values[new SearchAttributeKey(name, attribute.Type)] = attribute.Value;
        }

        return new SearchAttributeCollection(values);
    }

    /// <summary>Gets a value.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="key">The key.</param>
    /// <returns>The value.</returns>
    /// <exception cref="KeyNotFoundException">There is no attribute of this name and type.</exception>
    /// <exception cref="InvalidCastException">The value is not what its type says; see <see cref="UntypedValues"/>.</exception>
    public T Get<T>(SearchAttributeKey<T> key)
        where T : notnull =>
        _values.TryGetValue(key, out var value)
            ? (T)value
            : throw new KeyNotFoundException($"There is no search attribute {key.Name} of type {key.ValueType}.");

    /// <summary>Gets a value if there is one.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="value">The value, if there is one.</param>
    /// <returns>Whether there is an attribute of this name and type.</returns>
    public bool TryGetValue<T>(SearchAttributeKey<T> key, out T value)
        where T : notnull
    {
        var found = _values.TryGetValue(key, out var untyped) && untyped is T;
        value = found ? (T)untyped! : default!;
        return found;
    }

    /// <summary>Looks for an attribute.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="key">The key.</param>
    /// <returns>Whether there is an attribute of this name and type.</returns>
    public bool ContainsKey<T>(SearchAttributeKey<T> key)
        where T : notnull => _values.ContainsKey(key);

    /// <summary>Looks for an attribute by name alone.</summary>
    /// <param name="key">The name.</param>
    /// <returns>Whether there is one, of whatever type.</returns>
    public bool ContainsKey(string key) => _values.Keys.Any(existing => existing.Name == key);

    /// <inheritdoc/>
    public IEnumerator<SearchAttributeKey> GetEnumerator() => _values.Keys.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Writes the attributes for the wire.</summary>
    /// <returns>The attributes.</returns>
    public SearchAttributes ToProto() => new()
    {
        IndexedFields = { _values.ToDictionary(pair => pair.Key.Name, pair => SearchAttributePayload.Create(pair.Key, pair.Value)) },
    };

    /// <summary>A collection a workflow can update without touching what it was made from.</summary>
    internal static SearchAttributeCollection CopyOf(SearchAttributes? searchAttributes) =>
        searchAttributes is null ? new SearchAttributeCollection([]) : FromProto(searchAttributes);

    /// <summary>Applies a workflow's updates, all or none.</summary>
    /// <exception cref="ArgumentException">One attribute is updated twice.</exception>
    internal void ApplyUpdates(IReadOnlyCollection<SearchAttributeUpdate> updates)
    {
        var names = new HashSet<string>();
        if (updates.FirstOrDefault(update => !names.Add(update.UntypedKey.Name)) is { } repeated)
        {
            throw new ArgumentException($"Search attribute {repeated.UntypedKey.Name} is updated twice.", nameof(updates));
        }

        foreach (var update in updates)
        {
            Remove(_values, update.UntypedKey.Name);
            if (update.HasValue) _values[update.UntypedKey] = update.UntypedValue;
        }
    }

    // A name has one type at a time, so the old key goes even if its type differs.
    private static void Remove(SortedDictionary<SearchAttributeKey, object> values, string name)
    {
        if (values.Keys.FirstOrDefault(key => key.Name == name) is { } existing) values.Remove(existing);
    }

    /// <summary>Builds a collection. Not thread safe.</summary>
    public class Builder
    {
        private readonly SortedDictionary<SearchAttributeKey, object> _values = [];

        /// <summary>Starts empty.</summary>
        public Builder()
        {
        }

        /// <summary>Starts from a copy.</summary>
        /// <param name="searchAttributes">What to copy.</param>
        public Builder(SearchAttributeCollection searchAttributes) => Set(searchAttributes);

        /// <summary>Sets a value, replacing any of the same name.</summary>
        /// <typeparam name="T">Type of the value.</typeparam>
        /// <param name="key">The key.</param>
        /// <param name="value">The value.</param>
        /// <returns>This builder.</returns>
        public Builder Set<T>(SearchAttributeKey<T> key, T value)
            where T : notnull
        {
            Remove(_values, key.Name);
            _values[key] = value;
            return this;
        }

        /// <summary>Sets every value of a collection, replacing those of the same names.</summary>
        /// <param name="searchAttributes">What to copy.</param>
        /// <returns>This builder.</returns>
        public Builder Set(SearchAttributeCollection searchAttributes)
        {
            foreach (var (key, value) in searchAttributes._values)
            {
                Remove(_values, key.Name);
                _values[key] = value;
            }

            return this;
        }

        /// <summary>Removes a value, whatever its type.</summary>
        /// <param name="key">The key.</param>
        /// <returns>This builder.</returns>
        public Builder Unset(SearchAttributeKey key) => Unset(key.Name);

        /// <summary>Removes a value, whatever its type.</summary>
        /// <param name="name">The name.</param>
        /// <returns>This builder.</returns>
        public Builder Unset(string name)
        {
            Remove(_values, name);
            return this;
        }

        /// <summary>Builds the collection; the builder can be used further.</summary>
        /// <returns>The collection.</returns>
        public SearchAttributeCollection ToSearchAttributeCollection() =>
            new(new SortedDictionary<SearchAttributeKey, object>(_values));
    }
}
