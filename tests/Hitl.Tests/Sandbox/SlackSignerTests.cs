using System.Text;
using Hitl.Sandbox.Slack.Delivery;
using Hitl.Sandbox.Targets.Webhooks;

namespace Hitl.Tests.Sandbox;

public sealed class SlackSignerTests
{
    [Fact]
    public void The_example_of_the_documentation_is_reproduced()
    {
        var body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA"
            + "&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
            + "%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

        var signature = SlackSigner.Sign("8f742231b10e8888abcd99yyyzzz85a5", "1531420618", Encoding.UTF8.GetBytes(body));

        Assert.Equal("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503", signature);
    }

    [Theory]
    [InlineData(0, "msg_1", "", null)]
    [InlineData(-299, "msg_1", "", null)]
    [InlineData(-301, "msg_1", "", "webhook_timestamp_out_of_tolerance")]
    [InlineData(301, "msg_1", "", "webhook_timestamp_out_of_tolerance")]
    [InlineData(0, "msg_2", "", "webhook_signature_mismatch")]
    [InlineData(0, "msg_1", "x", "webhook_signature_mismatch")]
    [InlineData(0, "", "", "webhook_headers_missing")]
    public void A_webhook_is_taken_only_when_signed_and_recent(int age, string id, string added, string? problem)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_772_445_600);
        var secret = "whsec_" + Convert.ToBase64String("0123456789abcdef0123456789abcdef"u8);
        var timestamp = (now.ToUnixTimeSeconds() + age).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var signature = WebhookSignature.Sign(secret, "msg_1", timestamp, "{}"u8);

        var found = WebhookSignature.Check(secret, id, timestamp, "v1,other " + signature, Encoding.UTF8.GetBytes("{}" + added), now);

        Assert.Equal(problem, found);
    }
}
