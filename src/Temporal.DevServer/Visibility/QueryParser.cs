namespace Temporal.DevServer.Visibility;

/// <summary>Reads the subset of Temporal's list filters we serve.</summary>
/// <remarks>
/// <c>query := [or] ['ORDER' 'BY' name ['ASC'|'DESC']] ['GROUP' 'BY' name]</c>, with AND, OR, NOT, parentheses, the six
/// comparisons, IN, BETWEEN, STARTS_WITH and IS [NOT] NULL.
/// </remarks>
internal static class QueryParser
{
    private const int DeepestNesting = 64;

    /// <exception cref="QuerySyntaxException">The text is no filter, or names an attribute nobody defined.</exception>
    internal static VisibilityQuery Parse(string @namespace, string text, SearchAttributeTypes attributes)
    {
        var tokens = new QueryTokens(text);
        var where = tokens.AtEnd || tokens.Is("ORDER") || tokens.Is("GROUP") ? null : ParseOr(tokens, attributes, 0);
        string? orderBy = null, groupBy = null;
        var descending = false;
        if (tokens.Take("ORDER"))
        {
            tokens.Expect("BY");
            orderBy = Known(tokens.TakeName(), attributes);
            descending = tokens.Take("DESC");
            if (!descending) tokens.Take("ASC");
        }
        if (tokens.Take("GROUP"))
        {
            tokens.Expect("BY");
            groupBy = Known(tokens.TakeName(), attributes);
            if (groupBy != "ExecutionStatus") throw new QuerySyntaxException("'GROUP BY' is only served for ExecutionStatus");
        }
        if (!tokens.AtEnd) throw new QuerySyntaxException($"unexpected '{tokens.Current}'");
        return new(@namespace, where, orderBy, descending, groupBy);
    }

    private static Filter ParseOr(QueryTokens tokens, SearchAttributeTypes attributes, int depth)
    {
        if (depth > DeepestNesting) throw new QuerySyntaxException("the query is nested too deeply");
        var left = ParseAnd(tokens, attributes, depth);
        while (tokens.Take("OR")) left = new Filter.Or(left, ParseAnd(tokens, attributes, depth));
        return left;
    }

    private static Filter ParseAnd(QueryTokens tokens, SearchAttributeTypes attributes, int depth)
    {
        var left = ParseTerm(tokens, attributes, depth);
        while (tokens.Take("AND")) left = new Filter.And(left, ParseTerm(tokens, attributes, depth));
        return left;
    }

    private static Filter ParseTerm(QueryTokens tokens, SearchAttributeTypes attributes, int depth)
    {
        if (depth > DeepestNesting) throw new QuerySyntaxException("the query is nested too deeply");
        if (tokens.Take("NOT")) return new Filter.Not(ParseTerm(tokens, attributes, depth + 1));
        if (tokens.Take("("))
        {
            var inner = ParseOr(tokens, attributes, depth + 1);
            tokens.Expect(")");
            return inner;
        }
        return ParseComparison(tokens, Known(tokens.TakeName(), attributes));
    }

    private static Filter ParseComparison(QueryTokens tokens, string name)
    {
        if (tokens.Take("IS"))
        {
            var not = tokens.Take("NOT");
            tokens.Expect("NULL");
            Filter isNull = new Filter.Compare(name, FilterOperator.IsNull, []);
            return not ? new Filter.Not(isNull) : isNull;
        }
        var negated = tokens.Take("NOT");
        Filter compare = ParseSet(tokens, name) ?? new Filter.Compare(name, TakeOperator(tokens), [tokens.TakeValue()]);
        return negated ? new Filter.Not(compare) : compare;
    }

    private static Filter.Compare? ParseSet(QueryTokens tokens, string name)
    {
        if (tokens.Take("STARTS_WITH")) return new(name, FilterOperator.StartsWith, [tokens.TakeValue()]);
        if (tokens.Take("BETWEEN"))
        {
            var low = tokens.TakeValue();
            tokens.Expect("AND");
            return new(name, FilterOperator.Between, [low, tokens.TakeValue()]);
        }
        if (!tokens.Take("IN")) return null;
        tokens.Expect("(");
        var values = new List<object> { tokens.TakeValue() };
        while (tokens.Take(",")) values.Add(tokens.TakeValue());
        tokens.Expect(")");
        return new(name, FilterOperator.In, values);
    }

    private static FilterOperator TakeOperator(QueryTokens tokens)
    {
        var taken = tokens.Current switch
        {
            _ when tokens.IsString => throw new QuerySyntaxException($"expected an operator but found '{tokens.Current}'"),
            "=" => FilterOperator.Equal,
            "!=" or "<>" => FilterOperator.NotEqual,
            "<" => FilterOperator.Less,
            "<=" => FilterOperator.LessOrEqual,
            ">" => FilterOperator.Greater,
            ">=" => FilterOperator.GreaterOrEqual,
            var other => throw new QuerySyntaxException($"expected an operator but found '{other}'"),
        };
        tokens.Expect(tokens.Current);
        return taken;
    }

    private static string Known(string name, SearchAttributeTypes attributes) =>
        name == "ScheduleId" ? "WorkflowId" : SystemAttributes.Names.Contains(name) || attributes.Find(name) is not null
            ? name
            : throw new QuerySyntaxException($"invalid search attribute: {name}");
}
