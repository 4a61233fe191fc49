using Hitl.Escalations.Ids;

namespace Hitl.Tests.Escalations.Ids;

public sealed class RequestIdTests
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    [Fact]
    public void The_first_ten_characters_are_the_milliseconds_and_the_rest_is_chance()
    {
        var (first, made) = (RequestId.FirstAt(Case.Now).Value, Enumerable.Range(0, 20).Select(_ => RequestId.New(Case.Now).Value).ToList());

        Assert.All(made, id => Assert.Equal(first[..14], id[..14]));
        Assert.Equal(new string('0', 16), first[14..]);
        Assert.All(Enumerable.Range(14, 16), at => Assert.True(made.Select(id => id[at]).Distinct().Count() > 1, $"the character at {at} is never another"));
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(1L)]
    [InlineData(31L)]
    [InlineData(32L)]
    [InlineData(1_772_445_792_144L)]
    [InlineData(253_402_300_799_999L)]
    public void The_milliseconds_are_read_back_from_it(long milliseconds)
    {
        var id = RequestId.FirstAt(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)).Value;

        Assert.Equal(milliseconds, id[4..14].Aggregate(0L, (sum, character) => (sum * 32) + Alphabet.IndexOf(character)));
    }

    [Fact]
    public void Before_the_epoch_it_is_the_first_of_all() => Assert.Equal(RequestId.FirstAt(DateTimeOffset.UnixEpoch), RequestId.FirstAt(DateTimeOffset.UnixEpoch.AddMilliseconds(-1)));

    [Theory]
    [InlineData("req_u1h0000000000000000000000a")]
    [InlineData("req_01h000000000000U000000000a")]
    [InlineData("rex_01h0000000000000000000000a")]
    [InlineData("01h0000000000000000000000areq_")]
    public void One_character_out_of_place_is_not_well_formed(string text) => Assert.False(RequestId.IsWellFormed(text));
}
