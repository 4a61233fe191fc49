namespace Hitl.Sandbox.Faults;

/// <summary>The rules that hit one call; at most one of each kind.</summary>
internal sealed class FaultSet(IReadOnlyDictionary<string, FaultRule> rules)
{
    public static FaultSet None { get; } = new(new Dictionary<string, FaultRule>());

    public IEnumerable<string> Kinds => rules.Keys;

    public FaultRule? Find(string kind) => rules.GetValueOrDefault(kind);
}
