using System.Globalization;
using Google.Protobuf;
using Temporal.DevServer.State;
using Temporal.DevServer.Stores;
using Temporal.DevServer.Visibility;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Tests.DevServer.Faults;

/// <summary>Plays one sequence of calls on two stores, in a namespace and a stretch of time of its own, and tells where they first differ.</summary>
internal sealed class StoreSequence(int seed, int attempt, StorePair expected, StorePair actual)
{
    private const int Workflows = 3;
    private const int TicksEach = 1000;

    private static readonly Dictionary<string, IndexedValueType> Types = new() { ["Color"] = IndexedValueType.Keyword, ["Size"] = IndexedValueType.Int };

    private readonly string _namespace = $"s{seed}-{attempt}";

    // Later sequences lie earlier in time: what is due by a moment of theirs does not include what others left behind.
    private readonly long _origin = (1_000_000L - seed) * TicksEach;
    private readonly Random _ids = new(seed);
    private readonly List<RunRef> _runs = [];
    private readonly Dictionary<RunRef, (long Version, long NextEvent)> _known = [];
    private bool _registered;

    /// <summary>Null when the stores agreed to the end; else what they said to the first step they differ on.</summary>
    internal async Task<string?> DifferenceAsync(IReadOnlyList<SequenceStep> steps)
    {
        foreach (var (index, step) in steps.Index())
        {
            var ask = Prepare(step);
            var wanted = await OutcomeAsync(step, ask, expected);
            var got = await OutcomeAsync(step, ask, actual);
            if (wanted != got) return $"step {index}, {step}:\n  memory     {wanted}\n  PostgreSQL {got}";
        }
        return null;
    }

    private Func<StorePair, Task<string>> Prepare(SequenceStep step)
    {
        switch (step.Kind)
        {
            case StepKind.Start:
                var started = New(Key(step.First));
                return Commit(new(started.Key, [Write(started, step, 0, 1)], started.RunId));
            case StepKind.Replace:
                var before = Any(step.First);
                var replacing = New(before.Key);
                return Commit(new(before.Key, [Write(replacing, step, 0, 1)], replacing.RunId, before.RunId));
            case StepKind.ContinueAsNew:
                return Commit(Continue(step));
            case StepKind.Change:
                return Commit(new(Any(step.First).Key, [Change(Any(step.First), step, 0)]));
            case StepKind.ChangeStale:
                return Commit(new(Any(step.First).Key, [Change(Any(step.First), step, 1 + step.Third % 2)]));
            case StepKind.CommitFenced:
                var late = new StoreCommit(Any(step.First).Key, [Change(Any(step.First), step, 0)]);
                return async stores => await CommitAsync(stores.Fenced, late);
            case StepKind.Delete:
                var deleted = Any(step.First);
                return async stores =>
                {
                    await stores.Current.DeleteAsync(deleted, default);
                    _known.Remove(deleted);
                    return "deleted";
                };
            case StepKind.Register:
                _registered = true;
                return async stores =>
                {
                    await stores.Current.SaveNamespaceAsync(new(_namespace, new Guid(seed, 0, 0, new byte[8]).ToString(), "", "", step.First, Types), default);
                    return "registered";
                };
            default:
                return Question(step);
        }
    }

    private Func<StorePair, Task<string>> Question(SequenceStep step)
    {
        var run = Any(step.First);
        return step.Kind switch
        {
            StepKind.Current => async stores => await stores.Current.FindCurrentAsync(run.Key, default) ?? "none",
            StepKind.Load => async stores => Text(await stores.Current.LoadAsync(run, default)),
            StepKind.Read => async stores => string.Join(',', (await stores.Current.ReadAsync(run, 1 + step.Second % 5, 1 + step.Second % 5 + step.Third % 5, default)).Select(e => e.EventId)),
            StepKind.Due => async stores => await DueAsync(stores.Current, _origin + step.Second % TicksEach),
            StepKind.List => async stores => Text(await stores.Current.ListAsync(Query(step), null, 50, default)),
            StepKind.Page => async stores => await PagesAsync(stores.Current, Query(step)),
            StepKind.Count => async stores => string.Join(',', (await stores.Current.CountAsync(Query(step) with { GroupBy = step.Third % 2 == 0 ? "ExecutionStatus" : null, OrderBy = null }, default))
                .Where(c => c.Count > 0).Select(c => $"{c.Group}:{c.Count}").Order(StringComparer.Ordinal)),
            _ => throw new InvalidOperationException($"No question: {step.Kind}."),
        };
    }

    private Func<StorePair, Task<string>> Commit(StoreCommit commit) => async stores =>
    {
        var outcome = await CommitAsync(stores.Current, commit);
        if (outcome != "done") return outcome;
        foreach (var write in commit.Writes)
        {
            var next = write.Events.Count > 0 ? write.Events[^1].EventId + 1 : _known.GetValueOrDefault(write.Run, (0, 1)).NextEvent;
            _known[write.Run] = (write.ExpectedVersion + 1, next);
        }
        return outcome;
    };

    private static async Task<string> CommitAsync(IHistoryStore store, StoreCommit commit)
    {
        await store.CommitAsync(commit);
        return "done";
    }

    private StoreCommit Continue(SequenceStep step)
    {
        var old = Any(step.First);
        var next = New(old.Key);
        return new(old.Key, [Change(old, step, 0, WorkflowExecutionStatus.ContinuedAsNew), Write(next, step, 0, 1)], next.RunId, old.RunId);
    }

    private RunWrite Change(RunRef run, SequenceStep step, int offBy, WorkflowExecutionStatus? status = null)
    {
        var (version, next) = _known.GetValueOrDefault(run, (1, 2));
        return Write(run, step, version + offBy, next, status ?? (step.Third % 3 == 0 ? WorkflowExecutionStatus.Completed : WorkflowExecutionStatus.Running));
    }

    private RunWrite Write(RunRef run, SequenceStep step, long version, long firstEvent, WorkflowExecutionStatus status = WorkflowExecutionStatus.Running)
    {
        // A change may be of the volatile part alone; a start never is.
        var events = Enumerable.Range(0, version == 0 ? 1 + step.Second % 3 : step.Second % 4)
            .Select(i => new HistoryEvent { EventId = firstEvent + i, EventType = EventType.MarkerRecorded }).ToList();
        return new()
        {
            Run = run,
            ExpectedVersion = version,
            Events = events,
            Volatile = new RunVolatile { LastStamp = step.Third }.ToByteArray(),
            NextDue = step.Second % 4 == 0 ? long.MaxValue : _origin + step.Second,
            Summary = version == 0 || step.Third % 3 < 2 ? Summary(run, step, status) : null,
        };
    }

    private static RunSummary Summary(RunRef run, SequenceStep step, WorkflowExecutionStatus status) => new()
    {
        Run = run,
        WorkflowType = step.First % 2 == 0 ? "Refund" : "Transfer",
        TaskQueue = "q",
        Status = status,
        // What a run keeps for life must not change with a later step.
        StartTicks = 1 + Math.Abs(run.RunId[0] % 4),
        ExecutionTicks = 1 + Math.Abs(run.RunId[1] % 4),
        CloseTicks = status == WorkflowExecutionStatus.Running ? 0 : 5 + step.Second % 3,
        HistoryLength = step.Second,
        SearchAttributes =
        {
            ["Color"] = Attribute(step.Second % 2 == 0 ? "\"red\"" : "\"blue\"", "Keyword"),
            ["Size"] = Attribute((step.Third % 4).ToString(CultureInfo.InvariantCulture), "Int"),
        },
    };

    private static Payload Attribute(string json, string type) => new()
    {
        Data = ByteString.CopyFromUtf8(json),
        Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain"), ["type"] = ByteString.CopyFromUtf8(type) },
    };

    private VisibilityQuery Query(SequenceStep step)
    {
        string[] always = ["", "WorkflowId = 'w1'", "ExecutionStatus = 'Completed'", "ExecutionStatus != 'Running' OR WorkflowId STARTS_WITH 'w1'", "CloseTime IS NULL", "WorkflowId IN ('w0', 'w2') AND ExecutionStatus = 'Running'"];
        string[] custom = ["Color = 'red'", "Size > 1 AND Color != 'blue'", "Size BETWEEN 1 AND 2", "Color IN ('red', 'blue') OR Size < 1"];
        var texts = _registered ? [.. always, .. custom] : always;
        return QueryParser.Parse(_namespace, texts[step.Second % texts.Length], new(_registered ? Types : []));
    }

    private async Task<string> DueAsync(IHistoryStore store, long until) =>
        string.Join(',', (await store.DueAsync(until, 10_000, default)).Where(d => d.Run.Key.Namespace == _namespace)
            .OrderBy(d => d.DueTicks).ThenBy(d => d.Run.RunId, StringComparer.Ordinal).Select(d => $"{d.Run.RunId}@{d.DueTicks - _origin}"));

    /// <summary>All pages of one entry each, by the tokens a client would send.</summary>
    private static async Task<string> PagesAsync(IHistoryStore store, VisibilityQuery query)
    {
        var pages = new List<string>();
        ListPageToken? after = null;
        while (await store.ListAsync(query, after, 1, default) is { Count: 1 } page)
        {
            pages.Add(Text(page));
            after = new() { StartTicks = page[0].StartTicks, RunId = page[0].Run.RunId, Offset = pages.Count };
        }
        return string.Join(" | ", pages);
    }

    private static string Text(IEnumerable<RunSummary> runs) =>
        string.Join(',', runs.Select(r => $"{r.Run.Key.WorkflowId}/{r.Run.RunId}:{r.Status}:{r.CloseTicks}:{r.SearchAttributes["Color"].Data.ToStringUtf8()}"));

    private static string Text(StoredRun? stored) =>
        stored is null ? "none" : $"{stored.Version} {string.Join(',', stored.Events.Select(e => e.EventId))} {Convert.ToHexString(stored.Volatile)}";

    private WorkflowKey Key(int number) => new(_namespace, $"w{number % Workflows}");

    private RunRef Any(int number) => _runs.Count == 0 ? New(Key(number)) : _runs[number % _runs.Count];

    private RunRef New(WorkflowKey key)
    {
        var bytes = new byte[16];
        _ids.NextBytes(bytes);
        // The same order on every attempt, though each attempt's ids are new.
        BitConverter.TryWriteBytes(bytes.AsSpan(8), (seed << 8) | attempt);
        var run = new RunRef(key, new Guid(bytes).ToString());
        _runs.Add(run);
        return run;
    }

    private static async Task<string> OutcomeAsync(SequenceStep step, Func<StorePair, Task<string>> ask, StorePair stores)
    {
        try
        {
            return await ask(stores);
        }
        catch (CurrentRunExistsException taken)
        {
            return $"taken by {taken.RunId}";
        }
        catch (StoreFencedException) when (step.Kind == StepKind.CommitFenced)
        {
            return "fenced";
        }
        catch (Exception refused) when (refused is StoreFencedException or StoreUnavailableException)
        {
            // The engine never writes over a version it has not read; how a store says no is its own affair.
            return "refused";
        }
    }
}
