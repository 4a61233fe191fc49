using Hitl.Escalations.Keys;

namespace Hitl.Tests.Escalations.Keys;

public sealed class SigningKeysTests
{
    private static readonly byte[] Key = [.. Enumerable.Repeat((byte)7, 32)];

    [Fact]
    public void A_key_that_was_rotated_out_of_signing_still_verifies()
    {
        var mac = new SigningKeys("old", new Dictionary<string, byte[]> { ["old"] = Key }).Sign("m"u8);
        var rotated = new SigningKeys("new", new Dictionary<string, byte[]> { ["old"] = Key, ["new"] = [.. Enumerable.Repeat((byte)9, 40)] });

        Assert.True(rotated.Verify("old", "m"u8, mac));
        Assert.False(rotated.Verify("new", "m"u8, mac));
    }

    [Theory]
    [InlineData("k1", "")]
    [InlineData("k2", "x")]
    [InlineData("", "x")]
    [InlineData(null, "x")]
    [InlineData("k1", null)]
    [InlineData("k1", "ünicode")]
    public void Nonsense_verifies_as_false_and_never_throws(string? keyId, string? mac)
    {
        var keys = new SigningKeys("k1", new Dictionary<string, byte[]> { ["k1"] = Key });

        Assert.False(keys.Verify(keyId!, "m"u8, mac!));
    }

    [Theory]
    [InlineData("a.b")]
    [InlineData("A")]
    [InlineData("")]
    [InlineData("abcdefghijklmnopq")]
    public void A_key_id_that_would_break_a_token_is_refused(string id) =>
        Assert.Throws<ArgumentException>(() => new SigningKeys(id, new Dictionary<string, byte[]> { [id] = Key }));

    [Fact]
    public void A_short_key_and_a_missing_active_key_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new SigningKeys("k1", new Dictionary<string, byte[]> { ["k1"] = Key[..31] }));
        Assert.Throws<ArgumentException>(() => new SigningKeys("k2", new Dictionary<string, byte[]> { ["k1"] = Key }));
    }
}
