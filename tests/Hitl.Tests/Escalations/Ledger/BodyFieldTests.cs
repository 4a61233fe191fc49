using System.Text.Json.Nodes;
using Hitl.Escalations.Ledger;

namespace Hitl.Tests.Escalations.Ledger;

/// <summary>What a field of a ledger row takes: its own type and nothing that looks like it.</summary>
public sealed class BodyFieldTests
{
    [Theory]
    [InlineData(BodyFieldType.Text, "\"\"", "\"2026-03-02T10:00:00Z\"")]
    [InlineData(BodyFieldType.Number, "0", "-7", "9007199254740992")]
    [InlineData(BodyFieldType.Flag, "true", "false")]
    [InlineData(BodyFieldType.Moment, "\"2026-03-02T10:00:00Z\"", "\"2026-03-02T10:00:00+01:00\"")]
    [InlineData(BodyFieldType.List, "[]", "[1]")]
    [InlineData(BodyFieldType.Members, "{}", "{\"a\":1}")]
    public void A_field_takes_values_of_its_type(BodyFieldType type, params string[] values) => Assert.All(values, value => Assert.True(Field(type).Takes(JsonNode.Parse(value)), value));

    [Theory]
    [InlineData(BodyFieldType.Text, "1", "true", "[]", "{}")]
    [InlineData(BodyFieldType.Number, "\"1\"", "true", "[]", "1.5", "1.0", "1e3", "1E3")]
    [InlineData(BodyFieldType.Flag, "\"true\"", "1", "{}")]
    [InlineData(BodyFieldType.Moment, "\"tomorrow\"", "\"\"", "1", "{}", "[]")]
    [InlineData(BodyFieldType.List, "{}", "\"[]\"", "1")]
    [InlineData(BodyFieldType.Members, "[]", "\"{}\"", "1")]
    public void A_field_takes_nothing_else(BodyFieldType type, params string[] values) => Assert.All(values, value => Assert.False(Field(type).Takes(JsonNode.Parse(value)), value));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Only_a_field_that_may_be_missing_takes_nothing(bool isRequired)
    {
        foreach (var type in Enum.GetValues<BodyFieldType>()) Assert.Equal(!isRequired, new BodyField("f", type, isRequired).Takes(null));
    }

    private static BodyField Field(BodyFieldType type) => new("f", type, true);
}
