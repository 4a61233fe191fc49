using System.Text;
using Hitl.Slack.Signing;

namespace Hitl.Tests.Slack.Signing;

public sealed class SlackSignatureTests
{
    // Published by Slack as a worked example, secret and all.
    private const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";
    private const string Timestamp = "1531420618";
    private const string Signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
    private const string Body =
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA"
        + "&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
        + "%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

    private static readonly DateTimeOffset Then = DateTimeOffset.FromUnixTimeSeconds(1531420618);

    [Fact]
    public void Slacks_own_example_verifies()
    {
        var valid = Verify(Timestamp, Signature, Body, Secret, Then);

        Assert.True(valid);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("v0=")]
    [InlineData("v1=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    [InlineData("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b50")]
    [InlineData("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b504")]
    [InlineData("v0=A2114D57B48EAC39B9AD189DD8316235A7B4A8D21A10BD27519666489C69B503")]
    [InlineData("v0=é2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    public void Any_other_signature_is_refused(string? signature)
    {
        Assert.False(Verify(Timestamp, signature, Body, Secret, Then));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-1531420618")]
    [InlineData(" 1531420618")]
    [InlineData("1531420618.0")]
    [InlineData("soon")]
    [InlineData("99999999999999999999")]
    public void A_time_that_is_no_whole_number_of_seconds_is_refused(string? timestamp)
    {
        var signature = timestamp is null ? Signature : SlackSignature.Sign(timestamp, Encoding.UTF8.GetBytes(Body), Secret);

        Assert.False(Verify(timestamp, signature, Body, Secret, Then));
    }

    [Theory]
    [InlineData(-300, true)]
    [InlineData(300, true)]
    [InlineData(-301, false)]
    [InlineData(301, false)]
    public void A_signature_counts_within_three_hundred_seconds_either_side(int seconds, bool counts)
    {
        Assert.Equal(counts, Verify(Timestamp, Signature, Body, Secret, Then.AddSeconds(seconds)));
    }

    [Fact]
    public void One_changed_byte_is_refused_wherever_it_is()
    {
        var body = Encoding.UTF8.GetBytes(Body);

        for (var i = 0; i < body.Length; i++)
        {
            body[i] ^= 1;
            Assert.False(SlackSignature.Verify(Timestamp, Signature, body, [Secret], Then));
            body[i] ^= 1;
        }
    }

    [Fact]
    public void The_previous_secret_counts_during_a_rotation_and_not_after_it()
    {
        var during = new SlackSigningOptions { SigningSecret = "the-next-secret-of-ours", PreviousSigningSecret = Secret };
        var after = during with { PreviousSigningSecret = null };

        Assert.True(SlackSignature.Verify(Timestamp, Signature, Encoding.UTF8.GetBytes(Body), during.Secrets(), Then));
        Assert.False(SlackSignature.Verify(Timestamp, Signature, Encoding.UTF8.GetBytes(Body), after.Secrets(), Then));
    }

    private static bool Verify(string? timestamp, string? signature, string body, string secret, DateTimeOffset now) =>
        SlackSignature.Verify(timestamp, signature, Encoding.UTF8.GetBytes(body), [secret], now);
}
