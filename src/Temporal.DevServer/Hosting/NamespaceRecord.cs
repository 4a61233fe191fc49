namespace Temporal.DevServer.Hosting;

/// <summary>A registered namespace as stored.</summary>
/// <param name="Name">Unique name.</param>
/// <param name="Id">UUID clients may be told.</param>
/// <param name="Description">Free text.</param>
/// <param name="OwnerEmail">Free text.</param>
/// <param name="RetentionTicks">How long closed runs are kept.</param>
/// <param name="SearchAttributes">Custom search attributes and their types.</param>
internal sealed record NamespaceRecord(
    string Name, string Id, string Description, string OwnerEmail, long RetentionTicks,
    IReadOnlyDictionary<string, IndexedValueType> SearchAttributes);
