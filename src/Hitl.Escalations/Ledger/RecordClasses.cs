namespace Hitl.Escalations.Ledger;

/// <summary>Which class each kind of row belongs to. A kind that is not named here is of the trail, which is kept longest.</summary>
public static class RecordClasses
{
    private static string[] Contact =>
    [
        LedgerKinds.CardPosted, LedgerKinds.CardUndelivered, LedgerKinds.CardOpened, LedgerKinds.StageReminded, LedgerKinds.StageClaimed,
        LedgerKinds.AbsenceNoted,
    ];

    private static string[] Access => [LedgerKinds.LedgerRead, LedgerKinds.AttemptRefused];

    /// <summary>The class of a kind.</summary>
    public static RecordClass Of(string kind) => Contact.Contains(kind) ? RecordClass.Contact : Access.Contains(kind) ? RecordClass.Access : RecordClass.Trail;

    /// <summary>The kinds of a class; empty for the trail, which is everything else.</summary>
    public static IReadOnlyList<string> Kinds(RecordClass @class) => @class switch
    {
        RecordClass.Contact => Contact,
        RecordClass.Access => Access,
        _ => [],
    };

    /// <summary>Every kind that belongs to a class other than the trail.</summary>
    public static IReadOnlyList<string> Named => [.. Contact, .. Access];
}
