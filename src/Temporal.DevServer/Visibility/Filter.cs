namespace Temporal.DevServer.Visibility;

/// <summary>A condition on a run, as a tree.</summary>
internal abstract record Filter
{
    internal sealed record And(Filter Left, Filter Right) : Filter;

    internal sealed record Or(Filter Left, Filter Right) : Filter;

    internal sealed record Not(Filter Inner) : Filter;

    /// <param name="Attribute">System or custom search attribute.</param>
    /// <param name="Operator">How values are compared.</param>
    /// <param name="Values">One value; two for BETWEEN; any number for IN; none for IS NULL. Strings, doubles or booleans.</param>
    internal sealed record Compare(string Attribute, FilterOperator Operator, IReadOnlyList<object> Values) : Filter;
}
