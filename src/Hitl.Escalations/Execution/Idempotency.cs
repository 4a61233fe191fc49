namespace Hitl.Escalations.Execution;

/// <summary>What keeps a target from doing the same thing twice.</summary>
[Flags]
public enum Idempotency
{
    /// <summary>Nothing: an answer that is lost leaves a question only a person can settle.</summary>
    None = 0,

    /// <summary>It remembers keys and answers a repeat with the first answer, as long as <see cref="ConnectorStatement.KeyLife"/>.</summary>
    ByKey = 1,

    /// <summary>It can be asked by our reference whether something took effect, within <see cref="ConnectorStatement.SettleWindow"/>.</summary>
    ByLookUp = 2,
}
