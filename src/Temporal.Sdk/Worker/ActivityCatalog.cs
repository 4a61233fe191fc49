using Temporalio.Activities;

namespace Temporalio.Worker;

/// <summary>The activities a worker can run.</summary>
internal sealed class ActivityCatalog
{
    private readonly Dictionary<string, ActivityDefinition> _byName = new(StringComparer.Ordinal);
    private readonly ActivityDefinition? _dynamic;

    /// <exception cref="ArgumentException">Two have one name, or none.</exception>
    internal ActivityCatalog(IEnumerable<ActivityDefinition> definitions)
    {
        foreach (var definition in definitions)
        {
            if (definition.Name is { } name)
            {
                if (!_byName.TryAdd(name, definition)) throw new ArgumentException($"Duplicate activity named {name}");
            }
            else
            {
                _dynamic = _dynamic is null ? definition : throw new ArgumentException("Multiple dynamic activities provided");
            }
        }
    }

    internal IEnumerable<string> Names => _byName.Keys;

    internal bool Has(string name) => Find(name) is not null;

    internal ActivityDefinition? Find(string name) => _byName.GetValueOrDefault(name) ?? _dynamic;
}
