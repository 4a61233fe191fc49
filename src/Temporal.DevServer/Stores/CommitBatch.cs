using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Temporal.DevServer.Visibility;

namespace Temporal.DevServer.Stores;

/// <summary>Several commits as the arrays <c>temporal.commit_runs</c> takes.</summary>
internal static class CommitBatch
{
    private const int Parameters = 32;

    private static readonly string Sql =
        $"select refused, holder from temporal.commit_runs({string.Join(", ", Enumerable.Range(1, Parameters).Select(i => $"${i}"))})";

    internal static NpgsqlCommand ToCommand(IReadOnlyList<StoreCommit> commits, long epoch, NpgsqlConnection connection)
    {
        var command = new NpgsqlCommand(Sql, connection);
        Add(command, epoch);
        AddGroups(command, commits);
        AddWrites(command, commits.SelectMany((c, i) => c.Writes.Select(w => (Group: i + 1, Write: w))).ToList());
        AddSummaries(command, commits.SelectMany((c, i) => c.Writes.Select(w => (Group: i + 1, w.Summary)))
            .Where(s => s.Summary is not null).Select(s => (s.Group, s.Summary!)).ToList());
        return command;
    }

    /// <summary>Search attributes as plain values, for filters: times in ticks.</summary>
    internal static string Attributes(RunSummary run) =>
        JsonSerializer.Serialize(run.SearchAttributes.Keys.ToDictionary(name => name, name => SystemAttributes.Read(run, name)));

    private static void AddGroups(NpgsqlCommand command, IReadOnlyList<StoreCommit> commits)
    {
        Add(command, Select(commits, c => c.Key.Namespace));
        Add(command, Select(commits, c => c.Key.WorkflowId));
        Add(command, Select(commits, c => Id(c.NewCurrent)));
        Add(command, Select(commits, c => Id(c.ReplacedCurrent)));
    }

    private static void AddWrites(NpgsqlCommand command, List<(int Group, RunWrite Write)> writes)
    {
        Add(command, Select(writes, w => w.Group));
        Add(command, Select(writes, w => Guid.Parse(w.Write.Run.RunId)));
        Add(command, Select(writes, w => w.Write.ExpectedVersion));
        Add(command, Select(writes, w => w.Write.NextDue));
        Add(command, Select(writes, w => w.Write.Volatile));
        Add(command, Select(writes, w => w.Write.Events.Count > 0 ? w.Write.Events[0].EventId : 0));
        command.Parameters.Add(new NpgsqlParameter
        {
            Value = Select(writes, w => w.Write.Events.Count > 0 ? new History { Events = { w.Write.Events } }.ToByteArray() : null),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea,
        });
    }

    private static void AddSummaries(NpgsqlCommand command, List<(int Group, RunSummary Run)> runs)
    {
        Add(command, Select(runs, r => r.Group));
        Add(command, Select(runs, r => Guid.Parse(r.Run.Run.RunId)));
        Add(command, Select(runs, r => r.Run.Run.Key.Namespace));
        Add(command, Select(runs, r => r.Run.Run.Key.WorkflowId));
        Add(command, Select(runs, r => r.Run.WorkflowType));
        Add(command, Select(runs, r => r.Run.TaskQueue));
        Add(command, Select(runs, r => (short)r.Run.Status));
        Add(command, Select(runs, r => r.Run.StartTicks));
        Add(command, Select(runs, r => r.Run.ExecutionTicks));
        Add(command, Select(runs, r => r.Run.CloseTicks));
        Add(command, Select(runs, r => r.Run.HistoryLength));
        Add(command, Select(runs, r => r.Run.HistorySize));
        Add(command, Select(runs, r => r.Run.ParentWorkflowId));
        Add(command, Select(runs, r => r.Run.ParentRunId));
        Add(command, Select(runs, r => r.Run.RootWorkflowId));
        Add(command, Select(runs, r => r.Run.RootRunId));
        Add(command, Select(runs, r => r.Run.FirstRunId));
        Add(command, Select(runs, r => new Memo { Fields = { r.Run.Memo } }.ToByteArray()));
        Add(command, Select(runs, r => new SearchAttributes { IndexedFields = { r.Run.SearchAttributes } }.ToByteArray()));
        command.Parameters.Add(new NpgsqlParameter
        {
            Value = Select(runs, r => Attributes(r.Run)),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
        });
    }

    private static Guid? Id(string? runId) => runId is null ? null : Guid.Parse(runId);

    private static TTo[] Select<TFrom, TTo>(IReadOnlyList<TFrom> from, Func<TFrom, TTo> map)
    {
        var to = new TTo[from.Count];
        for (var i = 0; i < to.Length; i++) to[i] = map(from[i]);
        return to;
    }

    private static void Add<T>(NpgsqlCommand command, T value) => command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
}
