using Hitl.Escalations.Execution;
using Hitl.Escalations.Keys;

namespace Hitl.Tests.Escalations.Execution;

/// <summary>A grant is the worker's own proof of who let what run; one that was changed is nobody's.</summary>
public sealed class GrantMacTests
{
    private static readonly Grant Plain = new(Case.Request, 1, Case.Digest, [Case.Ada, Case.Ben]);

    public static TheoryData<string, Func<Grant, Grant>> Changes => new()
    {
        { "request", g => g with { Request = new("req_other") } },
        { "revision", g => g with { Revision = 2 } },
        { "digest", g => g with { Digest = new('b', 64) } },
        { "one approver less", g => g with { Approvers = [Case.Ada] } },
        { "another approver", g => g with { Approvers = [Case.Ada, Case.Chidi] } },
        { "their order", g => g with { Approvers = [Case.Ben, Case.Ada] } },
        { "key", g => g with { KeyId = "k2" } },
        { "mac", g => g with { Mac = g.Mac[1..] + "A" } },
        { "no mac", g => g with { Mac = "" } },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_grant_changed_in_any_field_is_refused(string what, Func<Grant, Grant> change) => Assert.False(GrantMac.Verify(change(GrantMac.Sign(Plain, Case.Keys)), Case.Keys), what);

    [Fact]
    public void A_signed_grant_verifies_and_says_with_which_key()
    {
        var signed = GrantMac.Sign(Plain, Case.Keys);

        Assert.Equal("k1", signed.KeyId);
        Assert.True(GrantMac.Verify(signed, Case.Keys));
        Assert.Equal(signed, GrantMac.Sign(signed, Case.Keys));
    }

    [Fact]
    public void What_is_signed_is_known_to_the_byte()
    {
        var text = $$"""{"approvers":["ada","ben"],"digest":"{{Case.Digest}}","key":"k1","request":"{{Case.Request}}","revision":1}""";

        Assert.Equal(Case.Keys.Sign(System.Text.Encoding.UTF8.GetBytes("hitl-grant-v1\0" + text)), GrantMac.Sign(Plain, Case.Keys).Mac);
    }

    [Fact]
    public void Neither_key_id_may_be_exchanged_for_another_that_is_known_too()
    {
        var keys = new SigningKeys("k1", new Dictionary<string, byte[]> { ["k1"] = [.. Enumerable.Repeat((byte)7, 32)], ["k2"] = [.. Enumerable.Repeat((byte)7, 32)] });

        Assert.False(GrantMac.Verify(GrantMac.Sign(Plain, keys) with { KeyId = "k2" }, keys));
    }

    [Fact]
    public void A_grant_is_unsigned_until_it_is_signed() => Assert.Equal(("", ""), (Plain.KeyId, Plain.Mac));
}
