using System.Text.Json;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;

namespace Hitl.Tests.Escalations.Decisions;

public sealed class DecisionMacTests
{
    public static TheoryData<string, Func<Decision, Decision>> Changes => new()
    {
        { "request", d => d with { Stage = d.Stage with { Request = new("req_other") } } },
        { "revision", d => d with { Stage = d.Stage with { Revision = 2 } } },
        { "ordinal", d => d with { Stage = d.Stage with { Ordinal = 2 } } },
        { "person", d => d with { Person = Case.Ben } },
        { "covers for", d => d with { CoversFor = Case.Ben } },
        { "seats", d => d with { Seats = [Case.Lead] } },
        { "verdict", d => d with { Verdict = Verdict.Deny } },
        { "reason", d => d with { Reason = "x" } },
        { "reason code", d => d with { ReasonCode = "duplicate" } },
        { "door", d => d with { Door = Door.Console } },
        { "digest", d => d with { Digest = new('b', 64) } },
        { "time", d => d with { At = d.At.AddMicroseconds(1) } },
        { "key id", d => d with { KeyId = "k2" } },
        { "mac", d => d with { Mac = d.Mac[1..] + "A" } },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_decision_changed_in_any_field_is_not_the_gateways(string what, Func<Decision, Decision> change) =>
        Assert.False(DecisionMac.Verify(change(Case.Decide(Case.Ada)), Case.Keys), what);

    [Fact]
    public void Every_field_takes_part() => Assert.Equal(12, typeof(Decision).GetProperties().Length);

    [Fact]
    public void A_signed_decision_verifies_after_the_database_cut_and_moved_its_time()
    {
        var clock = new DateTimeOffset(2026, 3, 2, 11, 3, 12, TimeSpan.FromHours(1)).AddTicks(1_234_567);
        var signed = DecisionMac.Sign(Case.Decide(Case.Ada) with { At = clock }, Case.Keys);

        var read = JsonSerializer.Deserialize<Decision>(JsonSerializer.Serialize(signed))!;

        Assert.Equal(0, signed.At.Ticks % TimeSpan.TicksPerMicrosecond);
        Assert.True(DecisionMac.Verify(read, Case.Keys));
        Assert.True(DecisionMac.Verify(read with { At = read.At.ToOffset(TimeSpan.FromHours(-5)) }, Case.Keys));
    }

    [Fact]
    public void A_text_that_JSON_cannot_hold_fails_verification_without_an_exception() =>
        Assert.False(DecisionMac.Verify(Case.Decide(new PersonId("ada")) with { Reason = "\ud800" }, Case.Keys));
}
