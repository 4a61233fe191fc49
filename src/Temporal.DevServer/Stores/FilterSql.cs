using System.Text;
using Npgsql;
using Temporal.DevServer.Visibility;

namespace Temporal.DevServer.Stores;

/// <summary>Turns a filter into a condition on <c>temporal.run</c>; every value becomes a parameter.</summary>
internal sealed class FilterSql(SearchAttributeTypes attributes, NpgsqlParameterCollection parameters)
{
    /// <exception cref="QuerySyntaxException">A value does not fit its attribute.</exception>
    internal string Condition(Filter filter) => filter switch
    {
        Filter.And and => $"({Condition(and.Left)} and {Condition(and.Right)})",
        Filter.Or or => $"({Condition(or.Left)} or {Condition(or.Right)})",
        Filter.Not not => $"not coalesce({Condition(not.Inner)}, false)",
        Filter.Compare compare => Condition(compare),
        _ => throw new InvalidOperationException($"Unknown filter {filter.GetType().Name}."),
    };

    /// <summary>The SQL expression of an attribute.</summary>
    internal string Column(string name) => name switch
    {
        "WorkflowId" => "workflow_id collate \"C\"",
        "RunId" => "run_id::text",
        "WorkflowType" => "workflow_type collate \"C\"",
        "TaskQueue" => "task_queue collate \"C\"",
        "ExecutionStatus" => "status",
        "ParentWorkflowId" => "nullif(parent_workflow_id, '')",
        "ParentRunId" => "nullif(parent_run_id, '')",
        "RootWorkflowId" => "coalesce(nullif(root_workflow_id, ''), workflow_id)",
        "RootRunId" => "coalesce(nullif(root_run_id, ''), run_id::text)",
        "StartTime" => "start_ticks",
        "ExecutionTime" => "execution_ticks",
        "CloseTime" => "nullif(close_ticks, 0)",
        "HistoryLength" => "case when close_ticks > 0 then history_length end",
        "HistorySizeBytes" => "case when close_ticks > 0 then history_size end",
        "ExecutionDuration" => "case when close_ticks > 0 then (close_ticks - execution_ticks) * 100 end",
        _ => Custom(name),
    };

    private string Custom(string name)
    {
        var key = Parameter(name);
        return attributes.Find(name) switch
        {
            IndexedValueType.Int or IndexedValueType.Double or IndexedValueType.Datetime => $"(attributes ->> {key})::double precision",
            IndexedValueType.Bool => $"(attributes ->> {key})::boolean",
            IndexedValueType.KeywordList => $"(attributes -> {key})",
            _ => $"(attributes ->> {key}) collate \"C\"",
        };
    }

    private string Condition(Filter.Compare compare)
    {
        var column = Column(compare.Attribute);
        if (compare.Operator == FilterOperator.IsNull) return $"{column} is null";
        var type = attributes.Find(compare.Attribute);
        var values = compare.Values.Select(v => Parameter(Stored(compare.Attribute, SystemAttributes.Value(compare.Attribute, type, v)))).ToList();
        if (type == IndexedValueType.KeywordList) return ListCondition(compare.Operator, column, values);
        return compare.Operator switch
        {
            FilterOperator.Equal => $"{column} = {values[0]}",
            FilterOperator.NotEqual => $"{column} is distinct from {values[0]}",
            FilterOperator.Less => $"{column} < {values[0]}",
            FilterOperator.LessOrEqual => $"{column} <= {values[0]}",
            FilterOperator.Greater => $"{column} > {values[0]}",
            FilterOperator.GreaterOrEqual => $"{column} >= {values[0]}",
            FilterOperator.In => $"{column} in ({string.Join(", ", values)})",
            FilterOperator.StartsWith => $"starts_with({column}, {values[0]})",
            FilterOperator.Between => $"{column} between {values[0]} and {values[1]}",
            _ => throw new InvalidOperationException($"Unknown operator {compare.Operator}."),
        };
    }

    private static string ListCondition(FilterOperator @operator, string column, List<string> values)
    {
        var any = new StringBuilder("(").AppendJoin(" or ", values.Select(v => $"{column} ? {v}")).Append(')').ToString();
        return @operator switch
        {
            FilterOperator.Equal or FilterOperator.In => any,
            FilterOperator.NotEqual => $"not coalesce({any}, false)",
            _ => throw new QuerySyntaxException("a list of keywords is only compared with =, != and IN"),
        };
    }

    private static object Stored(string name, object value) => name switch
    {
        "ExecutionStatus" => (short)System.Enum.Parse<WorkflowExecutionStatus>((string)value),
        _ when SystemAttributes.Times.Contains(name) || SystemAttributes.Numbers.Contains(name) => (long)(double)value,
        _ => value,
    };

    private string Parameter(object value)
    {
        parameters.Add(new NpgsqlParameter { Value = value });
        return $"${parameters.Count}";
    }
}
