using Npgsql;
using Temporal.DevServer.State;
using Temporal.DevServer.Visibility;

namespace Temporal.DevServer.Stores;

/// <summary>The statements behind lists and counts.</summary>
internal static class PostgresVisibility
{
    private const string Columns = """
        run_id, workflow_id, workflow_type, task_queue, status, start_ticks, execution_ticks, close_ticks, history_length, history_size,
        parent_workflow_id, parent_run_id, root_workflow_id, root_run_id, first_run_id, memo, search_attributes
        """;

    internal static void List(NpgsqlCommand command, VisibilityQuery query, SearchAttributeTypes types, ListPageToken? after, int limit)
    {
        var filter = new FilterSql(types, command.Parameters);
        var sql = $"select {Columns} from temporal.run where {Where(command, query, filter)}";
        if (query.OrderBy is null)
        {
            if (after is not null) sql += $" and (start_ticks, run_id) < ({Add(command, after.StartTicks)}, {Add(command, Guid.Parse(after.RunId))})";
            sql += " order by start_ticks desc, run_id desc";
        }
        else
        {
            sql += $" order by {filter.Column(query.OrderBy)} {(query.Descending ? "desc nulls last" : "asc nulls first")}, run_id";
            if (after is not null) sql += $" offset {Add(command, after.Offset)}";
        }
        command.CommandText = $"{sql} limit {Add(command, limit)}";
    }

    internal static void Count(NpgsqlCommand command, VisibilityQuery query, SearchAttributeTypes types)
    {
        var where = Where(command, query, new(types, command.Parameters));
        command.CommandText = query.GroupBy is null
            ? $"select count(*) from temporal.run where {where}"
            : $"select count(*), status from temporal.run where {where} group by status";
    }

    internal static RunSummary Read(NpgsqlDataReader reader, string @namespace) => new()
    {
        Run = new(new(@namespace, reader.GetString(1)), reader.GetGuid(0).ToString()),
        WorkflowType = reader.GetString(2),
        TaskQueue = reader.GetString(3),
        Status = (WorkflowExecutionStatus)reader.GetInt16(4),
        StartTicks = reader.GetInt64(5),
        ExecutionTicks = reader.GetInt64(6),
        CloseTicks = reader.GetInt64(7),
        HistoryLength = reader.GetInt64(8),
        HistorySize = reader.GetInt64(9),
        ParentWorkflowId = reader.GetString(10),
        ParentRunId = reader.GetString(11),
        RootWorkflowId = reader.GetString(12),
        RootRunId = reader.GetString(13),
        FirstRunId = reader.GetString(14),
        Memo = Memo.Parser.ParseFrom((byte[])reader[15]).Fields,
        SearchAttributes = SearchAttributes.Parser.ParseFrom((byte[])reader[16]).IndexedFields,
    };

    private static string Where(NpgsqlCommand command, VisibilityQuery query, FilterSql filter)
    {
        var ns = $"namespace = {Add(command, query.Namespace)}";
        return query.Where is null ? ns : $"{ns} and {filter.Condition(query.Where)}";
    }

    private static string Add(NpgsqlCommand command, object value)
    {
        command.Parameters.Add(new() { Value = value });
        return $"${command.Parameters.Count}";
    }
}
