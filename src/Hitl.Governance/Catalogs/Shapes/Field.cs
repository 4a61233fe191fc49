namespace Hitl.Governance.Catalogs.Shapes;

/// <summary>One key of an object.</summary>
/// <param name="Name">The key.</param>
/// <param name="Shape">The shape of its value.</param>
/// <param name="Description">One sentence for editors: what it means, unit, default.</param>
/// <param name="IsRequired">Whether it must be there.</param>
internal sealed record Field(string Name, Shape Shape, string Description, bool IsRequired = false);
