using Temporal.DevServer.Visibility;

namespace Temporal.DevServer.Hosting;

/// <summary>A namespace in use, with the search attributes it accepts.</summary>
internal sealed class NamespaceEntry(NamespaceRecord record)
{
    internal NamespaceRecord Record { get; private set; } = record;

    internal string Name => Record.Name;

    internal SearchAttributeTypes SearchAttributes { get; private set; } = new(record.SearchAttributes);

    internal void Replace(NamespaceRecord changed)
    {
        Record = changed;
        SearchAttributes = new(changed.SearchAttributes);
    }
}
