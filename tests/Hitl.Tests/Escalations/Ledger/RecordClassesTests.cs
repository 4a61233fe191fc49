using Hitl.Escalations.Ledger;

namespace Hitl.Tests.Escalations.Ledger;

public sealed class RecordClassesTests
{
    [Fact]
    public void Every_kind_has_one_class_and_whatever_is_not_named_is_kept_longest()
    {
        Assert.Equal(RecordClass.Contact, RecordClasses.Of(LedgerKinds.CardPosted));
        Assert.Equal(RecordClass.Access, RecordClasses.Of(LedgerKinds.LedgerRead));
        Assert.Equal(RecordClass.Trail, RecordClasses.Of("something.new"));
        Assert.Empty(RecordClasses.Kinds(RecordClass.Trail));
        Assert.Equal(
            [LedgerKinds.CardPosted, LedgerKinds.CardUndelivered, LedgerKinds.CardOpened, LedgerKinds.StageReminded, LedgerKinds.StageClaimed, LedgerKinds.AbsenceNoted], RecordClasses.Kinds(RecordClass.Contact));
        Assert.Equal([LedgerKinds.LedgerRead, LedgerKinds.AttemptRefused], RecordClasses.Kinds(RecordClass.Access));
        Assert.Equal([.. RecordClasses.Kinds(RecordClass.Contact), .. RecordClasses.Kinds(RecordClass.Access)], RecordClasses.Named);
    }
}
