using System.Text.Json.Nodes;
using Hitl.Escalations.Consent;
using Hitl.Tests.Governance;

namespace Hitl.Tests.Escalations.Consent;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{"b":1,"a":[true,false,null]}""", """{"a":[true,false,null],"b":1}""")]
    [InlineData("""{ "literals" : [ null , true ] , "":"" }""", """{"":"","literals":[null,true]}""")]
    [InlineData("""{"a":{"c":1,"b":{}},"A":2}""", """{"A":2,"a":{"b":{},"c":1}}""")]
    [InlineData("\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\"", "\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"")]
    [InlineData("\"\\b\\t\\f\\r\\u001f\\u007f\\u2028\"", "\"\\b\\t\\f\\r\\u001f\u007f\u2028\"")]
    [InlineData("\"\\u0020 a b~\"", "\"  a b~\"")]
    [InlineData("\"\\u0000\\u001f\"", "\"\\u0000\\u001f\"")]
    [InlineData("-0", "0")]
    [InlineData("9007199254740992", "9007199254740992")]
    [InlineData("-9007199254740992", "-9007199254740992")]
    public void One_value_has_one_text(string json, string canonical) => Assert.Equal(canonical, CanonicalJson.Write(JsonNode.Parse(json)));

    [Fact]
    public void Members_are_ordered_by_UTF_16_code_units_as_in_RFC_8785()
    {
        var json = """{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew","1":"One","\ud83d\ude00":"Emoji","\u0080":"Control","\u00f6":"o with diaeresis"}""";

        var canonical = CanonicalJson.Write(JsonNode.Parse(json));

        var order = JsonNode.Parse(canonical)!.AsObject().Select(member => (string)member.Value!);
        Assert.Equal(["Carriage Return", "One", "Control", "o with diaeresis", "Euro Sign", "Emoji", "Hebrew"], order);
    }

    [Theory]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("0.1")]
    [InlineData("9007199254740993")]
    [InlineData("-9007199254740993")]
    [InlineData("9223372036854775807")]
    [InlineData("-9223372036854775808")]
    [InlineData("1E400")]
    [InlineData("\"\\ud800\"")]
    public void What_two_readers_could_read_differently_is_refused(string json) =>
        Assert.Throws<FormatException>(() => CanonicalJson.Write(JsonNode.Parse(json)));

    [Fact]
    public void Half_a_surrogate_pair_is_refused_in_names_and_values()
    {
        Assert.Throws<FormatException>(() => CanonicalJson.Write(JsonValue.Create("a\ud800")));
        Assert.Throws<FormatException>(() => CanonicalJson.Write(new JsonObject { ["\udc00"] = 1 }));
    }

    [Fact]
    public void Writing_what_was_written_changes_nothing()
    {
        var random = new Random(8785);
        for (var i = 0; i < Effort.Of(2_000); i++)
        {
            var once = CanonicalJson.Write(RandomNode(random, 4));

            Assert.Equal(once, CanonicalJson.Write(JsonNode.Parse(once)));
        }
    }

    private static JsonNode? RandomNode(Random random, int depth) => random.Next(depth > 0 ? 6 : 4) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => random.NextInt64(-9_007_199_254_740_992, 9_007_199_254_740_993),
        3 => RandomText(random),
        4 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => RandomNode(random, depth - 1))]),
        _ => new JsonObject(Enumerable.Range(0, random.Next(4)).Select(n => KeyValuePair.Create(RandomText(random) + n, RandomNode(random, depth - 1)))),
    };

    private static string RandomText(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => char.ConvertFromUtf32(random.Next(3) switch { 0 => random.Next(0x80), 1 => random.Next(0x80, 0xD800), _ => random.Next(0x1F300, 0x1F700) })));
}
