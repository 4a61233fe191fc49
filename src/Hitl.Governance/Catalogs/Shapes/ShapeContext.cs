using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Governance.Catalogs.Shapes;

/// <summary>What a check needs to know beside the node.</summary>
/// <param name="Errors">Where errors go.</param>
/// <param name="IsSandbox">Whether the catalog is one of a sandbox, where waits may be seconds.</param>
internal sealed record ShapeContext(YamlErrors Errors, bool IsSandbox);
