using System.Text;
using System.Text.Json;
using Hitl.Gateway.Bodies;

namespace Hitl.Tests.Gateway;

public sealed class StrictJsonTests
{
    [Fact]
    public void Numbers_stay_as_they_were_written()
    {
        var body = StrictJson.Parse("""{"a":1.0,"b":1e3,"c":-0,"d":12345678901234567890}"""u8.ToArray(), out var refusal);

        Assert.Null(refusal);
        Assert.Equal(["1.0", "1e3", "-0", "12345678901234567890"], body!.Value.EnumerateObject().Select(member => member.Value.GetRawText()));
    }

    [Theory]
    [InlineData("{\"a\":1,\n \"b\":}", "2:6")]
    [InlineData("{\"a\":1,}", "1:8")]
    [InlineData("{\"a\":1} x", "1:9")]
    public void A_fault_is_named_with_its_line_and_column(string body, string place)
    {
        StrictJson.Parse(Encoding.UTF8.GetBytes(body), out var refusal);

        Assert.Equal("body.not_json", refusal!.Code);
        Assert.Contains(place, refusal.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(32, null)]
    [InlineData(33, "body.too_deep")]
    public void Nesting_is_admitted_to_its_limit_and_not_beyond(int depth, string? code)
    {
        StrictJson.Parse(Encoding.ASCII.GetBytes(new string('[', depth) + new string(']', depth)), out var refusal);

        Assert.Equal(code, refusal?.Code);
    }

    [Fact]
    public void Any_bytes_are_read_or_refused_and_what_is_read_means_one_thing()
    {
        var random = new Random(20260101);
        var good = Encoding.UTF8.GetBytes(Asks.Json());
        for (var round = 0; round < 20_000; round++)
        {
            var body = (byte[])good.Clone();
            for (var change = random.Next(1, 4); change > 0; change--) body[random.Next(body.Length)] = (byte)random.Next(256);

            var read = StrictJson.Parse(body, out var refusal);

            Assert.True(read is null != refusal is null);
            if (read is { } value) Assert.True(JsonElement.DeepEquals(value, JsonElement.Parse(body)));
        }
    }
}
