using System.Text.Json.Nodes;
using Hitl.Sandbox.Journaling;

namespace Hitl.Sandbox.Targets;

/// <summary>One target system: what it believes happened, whoever was told. Callers change it inside <see cref="Journal.Change{T}"/>.</summary>
internal sealed class Target(string name, Journal journal, TimeProvider clock)
{
    private readonly HashSet<string> _running = [];

    public string Name { get; } = name;

    public Journal Journal { get; } = journal;

    public TimeProvider Clock { get; } = clock;

    /// <summary>Every call that reached the target, answered or not.</summary>
    public DurableTable<TargetAttempt> Attempts { get; } = new(journal, $"{name}.attempts");

    /// <summary>Everything the target did.</summary>
    public DurableTable<TargetEffect> Effects { get; } = new(journal, $"{name}.effects");

    public DurableTable<StoredReply> Replies { get; } = new(journal, $"{name}.replies");

    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>Effects that have taken place by now, oldest first; a delayed one is left out until its time.</summary>
    public IEnumerable<TargetEffect> Done => Effects.Rows.Where(effect => effect.EffectiveAt <= Now);

    public string NewId(string prefix) => $"{prefix}_{Effects.Count + 1:D6}";

    public TargetEffect Keep(TargetEffect effect) => Effects.Put(effect.Id, effect);

    public void Note(TargetAttempt attempt) => Journal.Change(() => Attempts.Put($"{Attempts.Count + 1:D8}", attempt));

    /// <summary>Marks a key as being worked on; false when it already is.</summary>
    public bool Begin(string? key)
    {
        lock (_running)
        {
            return key is null || _running.Add(key);
        }
    }

    public void End(string? key)
    {
        lock (_running)
        {
            if (key is not null) _running.Remove(key);
        }
    }

    public void Reset() => Journal.Change(() =>
    {
        Attempts.Clear();
        Effects.Clear();
        Replies.Clear();
        return true;
    });

    /// <summary>What checkers read; the system under test never does.</summary>
    public JsonObject Ledger() => Journal.Change(() => new JsonObject
    {
        ["target"] = Name,
        ["attempts"] = WireJson.ToNode(Attempts.Rows.Where(attempt => attempt.Kind == "write")),
        ["lookups"] = WireJson.ToNode(Attempts.Rows.Where(attempt => attempt.Kind == "lookup")),
        ["effects"] = WireJson.ToNode(Effects.Rows.Select(effect => effect with { Pending = effect.EffectiveAt > Now ? true : null })),
    });
}
