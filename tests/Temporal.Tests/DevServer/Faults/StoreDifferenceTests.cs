using System.Globalization;
using Google.Protobuf;
using Temporal.DevServer.State;
using Temporal.DevServer.Stores;
using Temporal.DevServer.Visibility;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Tests.DevServer.Faults;

/// <summary>The memory store is what PostgreSQL is held against: the same calls, drawn at random, must have the same outcomes.</summary>
public sealed class StoreDifferenceTests(PostgresCluster cluster)
{
    private const int Calls = 10_000;
    private const int Workflows = 25;

    private readonly Random _random = new(20261121);
    private readonly List<RunRef> _runs = [];
    private readonly Dictionary<RunRef, (long Version, long NextEvent)> _known = [];

    [Fact]
    public async Task Ten_thousand_random_calls_have_the_same_outcome_on_both_stores()
    {
        await using var memory = new MemoryHistoryStore();
        await using var postgres = new PostgresHistoryStore(await cluster.CreateDatabaseAsync());
        await memory.OpenAsync(TestContext.Current.CancellationToken);
        await postgres.OpenAsync(TestContext.Current.CancellationToken);
        var seen = new Dictionary<string, int>();

        for (var call = 0; call < Calls; call++)
        {
            var (name, ask) = Draw();
            var expected = await OutcomeAsync(ask, memory);
            var actual = await OutcomeAsync(ask, postgres);
            Assert.True(expected == actual, $"Call {call}, {name}:\nmemory     {expected}\nPostgreSQL {actual}");
            seen[name] = seen.GetValueOrDefault(name) + 1;
        }

        Assert.Equal(9, seen.Count);
        Assert.All(seen, s => Assert.True(s.Value > 100, $"{s.Key} was drawn {s.Value} times."));
    }

    [Fact]
    public async Task Ten_thousand_random_calls_have_the_same_outcome_on_a_file_that_is_opened_anew_again_and_again()
    {
        using var file = new TemporaryStoreFile();
        await using var memory = new MemoryHistoryStore();
        var kept = file.Reopened();
        await memory.OpenAsync(TestContext.Current.CancellationToken);
        await kept.OpenAsync(TestContext.Current.CancellationToken);

        for (var call = 0; call < Calls; call++)
        {
            if (call % 500 == 499) await (kept = file.Reopened()).OpenAsync(TestContext.Current.CancellationToken);
            var (name, ask) = Draw();
            var expected = await OutcomeAsync(ask, memory);
            var actual = await OutcomeAsync(ask, kept);
            Assert.True(expected == actual, $"Call {call}, {name}:\nmemory {expected}\nfile   {actual}");
        }
    }

    private (string Name, Func<IHistoryStore, Task<string>> Ask) Draw() => _random.Next(20) switch
    {
        0 or 1 or 2 or 3 => ("start", Start()),
        4 or 5 or 6 or 7 => ("change", Change()),
        8 => ("take over an id", Replace()),
        9 or 10 => ("current", Current()),
        11 or 12 => ("load", Load()),
        13 or 14 => ("read", Read()),
        15 or 16 => ("due", Due()),
        17 or 18 => ("list", List()),
        _ => ("delete", Delete()),
    };

    private WorkflowKey Key() => new("default", $"w{_random.Next(Workflows)}");

    private RunRef Any() => _runs.Count == 0 ? new(Key(), NewId()) : _runs[_random.Next(_runs.Count)];

    private string NewId()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }

    private Func<IHistoryStore, Task<string>> Start()
    {
        var run = new RunRef(Key(), NewId());
        _runs.Add(run);
        return Commit(new(run.Key, [Write(run, 0, 1, WorkflowExecutionStatus.Running)], run.RunId));
    }

    private Func<IHistoryStore, Task<string>> Replace()
    {
        var old = Any();
        var run = new RunRef(old.Key, NewId());
        _runs.Add(run);
        return Commit(new(run.Key, [Write(run, 0, 1, WorkflowExecutionStatus.Running)], run.RunId, old.RunId));
    }

    private Func<IHistoryStore, Task<string>> Change()
    {
        var run = Any();
        var (version, next) = _known.GetValueOrDefault(run, (1, 2));
        var expected = _random.Next(10) == 0 ? version + 1 : version;
        var status = _random.Next(3) == 0 ? WorkflowExecutionStatus.Completed : WorkflowExecutionStatus.Running;
        return Commit(new(run.Key, [Write(run, expected, next, status)]));
    }

    private Func<IHistoryStore, Task<string>> Commit(StoreCommit commit) => async store =>
    {
        await store.CommitAsync(commit);
        foreach (var write in commit.Writes) _known[write.Run] = (write.ExpectedVersion + 1, write.Events[^1].EventId + 1);
        return "done";
    };

    private Func<IHistoryStore, Task<string>> Current()
    {
        var key = Key();
        return async store => await store.FindCurrentAsync(key, default) ?? "none";
    }

    private Func<IHistoryStore, Task<string>> Load()
    {
        var run = Any();
        return async store => await store.LoadAsync(run, default) is { } stored
            ? $"{stored.Version} {string.Join(',', stored.Events.Select(e => e.EventId))} {Convert.ToHexString(stored.Volatile)}" : "none";
    }

    private Func<IHistoryStore, Task<string>> Read()
    {
        var run = Any();
        var first = _random.Next(1, 6);
        var end = first + _random.Next(5);
        return async store => string.Join(',', (await store.ReadAsync(run, first, end, default)).Select(e => e.EventId));
    }

    private Func<IHistoryStore, Task<string>> Due()
    {
        var until = _random.NextInt64(1000);
        return async store => string.Join(',', (await store.DueAsync(until, 1000, default)).OrderBy(d => d.DueTicks).ThenBy(d => d.Run.RunId, StringComparer.Ordinal)
            .Select(d => $"{d.Run.RunId}@{d.DueTicks.ToString(CultureInfo.InvariantCulture)}"));
    }

    private Func<IHistoryStore, Task<string>> List()
    {
        var key = Key();
        string[] texts = ["", $"WorkflowId = '{key.WorkflowId}'", "ExecutionStatus = 'Completed'", "ExecutionStatus != 'Running' OR WorkflowId STARTS_WITH 'w1'", "CloseTime IS NULL"];
        var query = QueryParser.Parse("default", texts[_random.Next(texts.Length)], new(new Dictionary<string, IndexedValueType>()));
        return async store => string.Join(',', (await store.ListAsync(query, null, 50, default)).Select(r => $"{r.Run.RunId}:{r.Status}"))
            + $" of {(await store.CountAsync(query, default)).Sum(c => c.Count)}";
    }

    private Func<IHistoryStore, Task<string>> Delete()
    {
        var run = Any();
        return async store =>
        {
            await store.DeleteAsync(run, default);
            _runs.Remove(run);
            return "done";
        };
    }

    private RunWrite Write(RunRef run, long version, long firstEvent, WorkflowExecutionStatus status)
    {
        var events = Enumerable.Range(0, _random.Next(1, 4)).Select(i => new HistoryEvent { EventId = firstEvent + i, EventType = EventType.MarkerRecorded }).ToList();
        return new()
        {
            Run = run,
            ExpectedVersion = version,
            Events = events,
            Volatile = new RunVolatile { LastStamp = _random.Next(1000) }.ToByteArray(),
            NextDue = _random.Next(4) == 0 ? long.MaxValue : _random.NextInt64(1000),
            Summary = new()
            {
                Run = run,
                WorkflowType = "T",
                TaskQueue = "q",
                Status = status,
                // Distinct, so that the order of a list is one.
                StartTicks = 1 + Math.Abs(run.RunId.GetHashCode(StringComparison.Ordinal) % 1000L),
                ExecutionTicks = 1,
                CloseTicks = status == WorkflowExecutionStatus.Running ? 0 : 5,
            },
        };
    }

    private static async Task<string> OutcomeAsync(Func<IHistoryStore, Task<string>> ask, IHistoryStore store)
    {
        try
        {
            return await ask(store);
        }
        catch (CurrentRunExistsException taken)
        {
            return $"taken by {taken.RunId}";
        }
        catch (Exception refused) when (refused is StoreFencedException or StoreUnavailableException)
        {
            // The engine never writes over a version it has not read; how a store says no is its own affair.
            return "refused";
        }
    }
}
