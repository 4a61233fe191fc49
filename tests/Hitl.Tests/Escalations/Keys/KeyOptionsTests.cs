using System.ComponentModel.DataAnnotations;
using Hitl.Escalations.Keys;

namespace Hitl.Tests.Escalations.Keys;

public sealed class KeyOptionsTests
{
    private static readonly string Good = Convert.ToBase64String(new byte[32]);

    [Fact]
    public void Every_problem_of_the_keys_is_told_at_once()
    {
        var options = new KeyOptions { Active = "k3", Items = new() { ["k1"] = Convert.ToBase64String(new byte[31]), ["k2"] = "not base64!", ["k4"] = Good } };

        Assert.Equal(
            ["Hitl:Keys:Active is 'k3', which is not among Hitl:Keys:Items.", "Hitl:Keys:Items:k1 has 31 bytes; at least 32 are needed.", "Hitl:Keys:Items:k2 is not base64."],
            options.Validate(new(options)).Select(problem => problem.ErrorMessage));
    }

    [Fact]
    public void Good_keys_are_read_and_the_active_one_signs()
    {
        var options = new KeyOptions { Active = "k1", Items = new() { ["k1"] = Good, ["k2"] = Convert.ToBase64String([.. Enumerable.Range(0, 40).Select(n => (byte)n)]) } };

        var keys = options.Read();

        Assert.Empty(options.Validate(new(options)));
        Assert.Equal("k1", keys.ActiveId);
        Assert.True(new SigningKeys("k1", new Dictionary<string, byte[]> { ["k1"] = new byte[32] }).Verify("k1", "m"u8, keys.Sign("m"u8)));
    }

    [Fact]
    public void A_key_is_derived_for_one_purpose_and_from_known_keys_only()
    {
        var keys = new KeyOptions { Active = "k1", Items = new() { ["k1"] = Good } }.Read();

        Assert.Equal(32, keys.Derive("k1", "a"u8)!.Length);
        Assert.NotEqual(keys.Derive("k1", "a"u8), keys.Derive("k1", "b"u8));
        Assert.Null(keys.Derive("k9", "a"u8));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("k_1", false)]
    [InlineData("abcdefghijklmnopq", false)]
    [InlineData("abcdefghijklmnop", true)]
    public void The_active_id_has_the_form_that_tokens_take(string id, bool isGood)
    {
        var options = new KeyOptions { Active = id, Items = new() { [id] = Good } };

        Assert.Equal(isGood, Validator.TryValidateObject(options, new(options), [], true));
    }
}
