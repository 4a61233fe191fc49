using Hitl.Escalations.Ledger;

namespace Hitl.Tests.Escalations.Ledger;

public sealed class RecordClassPerKindTests
{
    [Theory]
    [InlineData(RecordClass.Contact, "card.posted", "card.undelivered", "card.opened", "stage.reminded", "stage.claimed", "absence.noted")]
    [InlineData(RecordClass.Access, "ledger.read", "attempt.refused")]
    [InlineData(RecordClass.Trail, "decision.recorded", "grant.issued", "stage.closed", "")]
    public void A_kind_is_kept_as_long_as_its_class(RecordClass expected, params string[] kinds) => Assert.All(kinds, kind => Assert.Equal(expected, RecordClasses.Of(kind)));
}
