namespace Temporal.DevServer.Visibility;

/// <summary>Applies a filter to runs in memory.</summary>
internal sealed class FilterEvaluator(SearchAttributeTypes attributes)
{
    /// <exception cref="QuerySyntaxException">A value does not fit its attribute.</exception>
    internal bool Matches(Filter? filter, RunSummary run) => filter switch
    {
        null => true,
        Filter.And and => Matches(and.Left, run) && Matches(and.Right, run),
        Filter.Or or => Matches(or.Left, run) || Matches(or.Right, run),
        Filter.Not not => !Matches(not.Inner, run),
        Filter.Compare compare => Matches(compare, SystemAttributes.Read(run, compare.Attribute)),
        _ => throw new InvalidOperationException($"Unknown filter {filter.GetType().Name}."),
    };

    internal static int CompareValues(object? left, object? right) => (left, right) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        (double a, double b) => a.CompareTo(b),
        (bool a, bool b) => a.CompareTo(b),
        _ => string.CompareOrdinal(left.ToString(), right.ToString()),
    };

    private bool Matches(Filter.Compare compare, object? actual)
    {
        if (compare.Operator == FilterOperator.IsNull) return actual is null;
        var type = attributes.Find(compare.Attribute);
        var values = compare.Values.Select(v => SystemAttributes.Value(compare.Attribute, type, v)).ToList();
        if (actual is string[] list) return MatchesList(compare.Operator, list, values);
        if (actual is null) return compare.Operator == FilterOperator.NotEqual;
        return compare.Operator switch
        {
            FilterOperator.Equal => CompareValues(actual, values[0]) == 0,
            FilterOperator.NotEqual => CompareValues(actual, values[0]) != 0,
            FilterOperator.Less => CompareValues(actual, values[0]) < 0,
            FilterOperator.LessOrEqual => CompareValues(actual, values[0]) <= 0,
            FilterOperator.Greater => CompareValues(actual, values[0]) > 0,
            FilterOperator.GreaterOrEqual => CompareValues(actual, values[0]) >= 0,
            FilterOperator.In => values.Any(v => CompareValues(actual, v) == 0),
            FilterOperator.StartsWith => actual.ToString()!.StartsWith(values[0].ToString()!, StringComparison.Ordinal),
            FilterOperator.Between => CompareValues(actual, values[0]) >= 0 && CompareValues(actual, values[1]) <= 0,
            _ => false,
        };
    }

    private static bool MatchesList(FilterOperator @operator, string[] actual, List<object> values) => @operator switch
    {
        FilterOperator.Equal or FilterOperator.In => values.Any(v => actual.Contains(v.ToString())),
        FilterOperator.NotEqual => !actual.Contains(values[0].ToString()),
        _ => throw new QuerySyntaxException("a list of keywords is only compared with =, != and IN"),
    };
}
