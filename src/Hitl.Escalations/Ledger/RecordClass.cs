namespace Hitl.Escalations.Ledger;

/// <summary>A class of ledger rows that are kept equally long.</summary>
public enum RecordClass
{
    /// <summary>What was asked, decided, done and changed: what a dispute is settled with.</summary>
    Trail,

    /// <summary>Whom we wrote to, and when: cards, reminders, questions.</summary>
    Contact,

    /// <summary>Who came to our doors and who read the ledger.</summary>
    Access,
}
