using Hitl.Escalations.Keys;

namespace Hitl.Tests.Escalations.Keys;

public sealed class KeyFormTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];

    [Theory]
    [InlineData("a")]
    [InlineData("9")]
    [InlineData("-")]
    [InlineData("k-2026-11")]
    [InlineData("abcdefghijklmnop")]
    public void An_id_of_letters_digits_and_dashes_is_taken(string id) => Assert.Equal(id, new SigningKeys(id, new Dictionary<string, byte[]> { [id] = Key }).ActiveId);

    [Theory]
    [InlineData("k_1")]
    [InlineData("K1")]
    [InlineData("")]
    [InlineData("abcdefghijklmnopq")]
    public void A_key_that_does_not_sign_has_such_an_id_too(string id) =>
        Assert.Throws<ArgumentException>(() => new SigningKeys("k1", new Dictionary<string, byte[]> { ["k1"] = Key, [id] = Key }));

    [Fact]
    public void So_has_it_its_length() => Assert.Throws<ArgumentException>(() => new SigningKeys("k1", new Dictionary<string, byte[]> { ["k1"] = Key, ["k2"] = Key[..31] }));

    [Fact]
    public void A_signature_is_the_HMAC_of_the_message_in_characters_for_addresses()
    {
        var expected = Convert.ToBase64String(System.Security.Cryptography.HMACSHA256.HashData(Key, "m"u8)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

        Assert.Equal(expected, new SigningKeys("k1", new Dictionary<string, byte[]> { ["k1"] = Key }).Sign("m"u8));
    }

    [Fact]
    public void Options_name_no_key_of_themselves()
    {
        var options = new KeyOptions();

        Assert.Equal("", options.Active);
        Assert.Empty(options.Items);
        Assert.Equal("Hitl:Keys:Active is '', which is not among Hitl:Keys:Items.", Assert.Single(options.Validate(new(options))).ErrorMessage);
    }

    [Fact]
    public void Keys_of_every_length_from_thirty_two_bytes_are_good()
    {
        var options = new KeyOptions { Active = "k32", Items = Enumerable.Range(32, 40).ToDictionary(length => $"k{length}", length => Convert.ToBase64String(new byte[length])) };

        Assert.Empty(options.Validate(new(options)));
        Assert.Equal("k32", options.Read().ActiveId);
    }
}
