using Google.Protobuf;
using Temporal.DevServer.Engine;
using Temporal.DevServer.Hosting;
using Temporal.DevServer.State;
using Temporal.DevServer.Stores;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Tests.DevServer.Simulation;

/// <summary>One run of the server's core with its store, on one thread in virtual time: everything that happens follows from a seed.</summary>
internal sealed class SimulatedWorld : ITransitionScope
{
    private readonly List<byte[]> _events = [];
    private byte[] _volatile = [];
    private long _version;
    private long _taskId;

    internal SimulatedWorld(int seed)
    {
        Random = new(seed);
        Run = new(Ref);
        Commit(new(Run, Now, this), t =>
        {
            RunStart.Begin(t, new()
            {
                WorkflowId = "w",
                WorkflowType = new() { Name = "T" },
                TaskQueue = new() { Name = "q" },
                WorkflowTaskTimeout = Ticks.ToDuration(10 * Ticks.Second),
                FirstExecutionRunId = Ref.RunId,
            }, null, "start");
            Temporal.DevServer.Tasks.WorkflowTasks.Schedule(t);
        });
        FaultsPerMille = 50;
    }

    internal static NamespaceEntry Namespace { get; } =
        new(new("default", Guid.Empty.ToString(), "", "", 0, new Dictionary<string, IndexedValueType>()));

    internal Random Random { get; }

    internal RunRef Ref { get; } = new(new("default", "w"), "00000000-0000-4000-8000-000000000001");

    internal RunState Run { get; private set; }

    internal RunLive Live { get; private set; } = new();

    internal long Now { get; set; } = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    /// <summary>How often a commit is lost, and how often it is done but reported as failed; in thousandths.</summary>
    internal int FaultsPerMille { get; set; }

    internal IEnumerable<HistoryEvent> History => _events.Select(HistoryEvent.Parser.ParseFrom);

    public long NextTaskId() => ++_taskId;

    public bool IsPolled(string @namespace, string stickyQueue) => Random.Next(4) > 0;

    /// <summary>Changes the run; false when the caller is told that it failed, whether it did or not.</summary>
    internal bool Change(Action<Transition> change) => Commit(new(Run, Now, this), change);

    /// <summary>The process dies: what was not committed is gone.</summary>
    internal void Crash()
    {
        Run = Rebuild();
        Live = new();
    }

    private bool Commit(Transition t, Action<Transition> change)
    {
        try
        {
            change(t);
        }
        catch (Exception)
        {
            Run = Rebuild();
            throw;
        }
        if (!t.HasChanges) return true;
        var fate = Random.Next(1000);
        var isDone = fate >= FaultsPerMille / 2;
        if (isDone) Store(t);
        if (fate < FaultsPerMille)
        {
            Run = Rebuild();
            return false;
        }
        StateAssert.Same(Run, Rebuild());
        return true;
    }

    private void Store(Transition t)
    {
        Assert.All(t.Written, e => Assert.Equal(_events.Count + 1L + e.EventId - t.Written[0].EventId, e.EventId));
        _events.AddRange(t.Written.Select(e => e.ToByteArray()));
        _volatile = WorkflowEngine.Stored(t.Run.Volatile);
        t.Run.Version++;
        _version = t.Run.Version;
    }

    private RunState Rebuild() => WorkflowEngine.Rebuild(new StoredRun(Ref, _version, [.. History], _volatile));
}
