using Hitl.Escalations.Execution;

namespace Hitl.Tests.Escalations.Execution;

public sealed class IdempotencyKeysTests
{
    private static readonly EffectKey Key = new(Case.Request, 1, "refund-payment", false);

    [Fact]
    public void A_key_has_fifty_two_characters_of_base_32()
    {
        var key = IdempotencyKeys.For(Key);

        Assert.Matches("^[a-z2-7]{52}$", key);
        Assert.Equal(key, IdempotencyKeys.For(Key with { }));
    }

    [Fact]
    public void The_key_of_a_known_effect_is_what_another_implementation_computed() => Assert.Equal("llbqiojzzikrdun2c5bz7nxznkkectngaa4ea43epqslnbgjqwha", IdempotencyKeys.For(Key));

    [Fact]
    public void So_is_the_key_of_undoing_it()
    {
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"hitl-effect-v1\0{Key.Request}\01\0refund-payment\0undo"));
        var bits = string.Concat(hash.Select(part => Convert.ToString(part, 2).PadLeft(8, '0'))).PadRight(260, '0');
        var expected = string.Concat(Enumerable.Range(0, 52).Select(n => "abcdefghijklmnopqrstuvwxyz234567"[Convert.ToInt32(bits.Substring(n * 5, 5), 2)]));

        Assert.Equal(expected, IdempotencyKeys.For(Key with { IsCompensation = true }));
    }

    [Fact]
    public void Another_request_revision_step_or_direction_has_another_key()
    {
        EffectKey[] others = [Key with { Request = new("req_x") }, Key with { Revision = 2 }, Key with { Step = "restore-points" }, Key with { IsCompensation = true }, Key];

        Assert.Equal(others.Length, others.Select(IdempotencyKeys.For).Distinct().Count());
    }
}
