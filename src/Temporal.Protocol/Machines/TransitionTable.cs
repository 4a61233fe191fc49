using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Temporal.Protocol.Machines;

/// <summary>A state machine's table: which step leads from which state where. What it does not list is a bug.</summary>
/// <remarks>It remembers which rows were taken and what was done beside them, so that the tests can tell of a row that is only written down, and of a transition that is not.
/// It refuses nothing: a run that went an unforeseen way is still better than one that cannot go on.</remarks>
internal sealed class TransitionTable<TState, TStep> : ITransitionTable
    where TState : struct, Enum
    where TStep : struct, Enum
{
    private readonly FrozenDictionary<(TState From, TStep Step, TState To), int> _rows;
    private readonly bool[] _taken;
    private readonly ConcurrentDictionary<(TState From, TStep Step, TState To), bool> _unlisted = new();

    internal TransitionTable(string name, params (TState From, TStep Step, TState To)[] rows)
    {
        Name = name;
        _rows = rows.Index().ToFrozenDictionary(r => r.Item, r => r.Index);
        _taken = new bool[rows.Length];
    }

    public string Name { get; }

    public IReadOnlyList<(string Row, bool IsTaken)> Rows =>
        [.. _rows.OrderBy(r => r.Value).Select(r => (Text(r.Key), _taken[r.Value]))];

    public IReadOnlyList<string> Unlisted => [.. _unlisted.Keys.Select(Text)];

    internal void Take(TState from, TStep step, TState to)
    {
        if (!_rows.TryGetValue((from, step, to), out var row))
        {
            _unlisted[(from, step, to)] = true;
            return;
        }
        // Written once: a line of memory all threads write to would be slow.
        if (!_taken[row]) _taken[row] = true;
    }

    private string Text((TState From, TStep Step, TState To) row) => $"{Name}: {row.From} --{row.Step}-> {row.To}";
}
