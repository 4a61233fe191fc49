using System.Text.Json;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;

namespace Hitl.Tests.Escalations.Ids;

public sealed class TypedIdTests
{
    [Fact]
    public void An_id_is_its_text_alone_in_JSON_also_as_a_key()
    {
        var json = JsonSerializer.Serialize(new Dictionary<PersonId, (string, RoleId)[]> { [new("ada")] = [] });

        Assert.Equal("""{"ada":[]}""", json);
        Assert.Equal("\"ada\"", JsonSerializer.Serialize(new PersonId("ada")));
        Assert.Equal(new RoleId("lead"), JsonSerializer.Deserialize<RoleId>("\"lead\""));
        Assert.Equal(new ActorId("bot"), Assert.Single(JsonSerializer.Deserialize<Dictionary<ActorId, int>>("""{"bot":1}""")!).Key);
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("null")]
    public void An_empty_text_is_no_id(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<PersonId>(json));

    [Fact]
    public void Nothing_is_no_id_either()
    {
        Assert.Throws<ArgumentException>(() => PersonId.From(""));
        Assert.Throws<ArgumentException>(() => RoleId.From(""));
        Assert.Throws<ArgumentException>(() => ActorId.From(""));
        Assert.Throws<ArgumentException>(() => ActionName.From(""));
        Assert.Throws<ArgumentException>(() => RequestId.From(""));
        Assert.Equal(["ada", "lead", "bot", "refund", "req_1"], [PersonId.From("ada").ToString(), RoleId.From("lead").ToString(), ActorId.From("bot").ToString(), ActionName.From("refund").ToString(), RequestId.From("req_1").ToString()]);
    }

    [Fact]
    public void Ids_of_requests_sort_by_the_millisecond_they_were_made_in()
    {
        var (one, other) = (RequestId.New(Case.Now), RequestId.New(Case.Now));

        Assert.NotEqual(one, other);
        Assert.True(RequestId.IsWellFormed(one.Value));
        Assert.Equal("req_01kjq6psmg0000000000000000", RequestId.FirstAt(new(2026, 3, 2, 12, 0, 0, 144, TimeSpan.Zero)).Value);
        Assert.Equal("req_00000000000000000000000000", RequestId.FirstAt(DateTimeOffset.MinValue).Value);
        Assert.True(string.CompareOrdinal(RequestId.FirstAt(Case.Now).Value, one.Value) <= 0);
        Assert.True(string.CompareOrdinal(one.Value, RequestId.FirstAt(Case.Now.AddMilliseconds(1)).Value) < 0);
        Assert.Equal(RequestId.FirstAt(Case.Now).Value[..13], one.Value[..13]);
    }

    [Theory]
    [InlineData("req_01h0000000000000000000000a", true)]
    [InlineData("req_01h0000000000000000000000", false)]
    [InlineData("req_01h0000000000000000000000aa", false)]
    [InlineData("req_01h0000000000000000000000u", false)]
    [InlineData("REQ_01h0000000000000000000000a", false)]
    [InlineData(null, false)]
    public void Only_what_we_could_have_made_is_well_formed(string? text, bool isGood) => Assert.Equal(isGood, RequestId.IsWellFormed(text));

    [Fact]
    public void Parameters_are_an_object_in_JSON_or_nothing_at_all()
    {
        var read = JsonSerializer.Deserialize<ActionParameters>("""{"b":1,"a":["x"]}""")!;

        Assert.Equal("""{"a":["x"],"b":1}""", JsonSerializer.Serialize(read));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ActionParameters>("[]"));
        Assert.Throws<JsonException>(() => ActionParameters.Parse("[]"));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ActionParameters>("""{"a":1,"a":2}"""));
    }
}
