using System.Text;
using Hitl.Slack.Interactions;

namespace Hitl.Tests.Slack.Interactions;

public sealed class SlackPayloadsTests
{
    private const string Press = """
        {"type":"block_actions","user":{"id":"U0BEN","username":"ben","team_id":"T0LOCAL"},"api_app_id":"A0HITL","token":"unused",
         "container":{"type":"message","message_ts":"1700000000.000100","channel_id":"D0BEN","is_ephemeral":false},"trigger_id":"1.2.abc",
         "team":{"id":"T0LOCAL","domain":"local"},"channel":{"id":"D0BEN","name":"directmessage"},"message":{"type":"message","text":"…"},
         "response_url":"http://127.0.0.1:8090/respond/1",
         "actions":[{"action_id":"hitl.approve","block_id":"b1","text":{"type":"plain_text","text":"Approve"},"value":"c1.x","type":"button","action_ts":"1700000001.5"}]}
        """;

    [Fact]
    public void A_press_carries_who_where_and_what()
    {
        var read = SlackPayloads.Interaction(Form(Press))!;

        Assert.Equal(("block_actions", "A0HITL", "T0LOCAL", "U0BEN"), (read.Type, read.ApiAppId, read.Team!.Id, read.User!.Id));
        Assert.Equal(("D0BEN", "1700000000.000100"), (read.Container!.ChannelId, read.Container.MessageTs));
        Assert.Equal(("hitl.approve", "c1.x"), (read.Actions[0].ActionId, read.Actions[0].Value));
    }

    [Fact]
    public void The_same_press_delivered_twice_has_one_name_and_another_press_has_another()
    {
        var first = SlackPayloads.Interaction(Press)!;
        var again = SlackPayloads.Interaction(Press.Replace("1.2.abc", "9.9.zzz"))!;
        var later = SlackPayloads.Interaction(Press.Replace("1700000001.5", "1700000002.5"))!;

        Assert.Equal(first.DeliveryId(), again.DeliveryId());
        Assert.NotEqual(first.DeliveryId(), later.DeliveryId());
    }

    [Fact]
    public void A_submission_carries_its_token_and_the_reason_typed()
    {
        const string submission = """
            {"type":"view_submission","team":{"id":"T0LOCAL"},"user":{"id":"U0BEN"},"api_app_id":"A0HITL",
             "view":{"id":"V1","hash":"h1","callback_id":"hitl.deny","private_metadata":"c1.x",
                     "state":{"values":{"hitl.reason":{"reason":{"type":"plain_text_input","value":"not his account"}}}}}}
            """;

        var read = SlackPayloads.Interaction(submission)!;

        Assert.Equal(("hitl.deny", "c1.x"), (read.View!.CallbackId, read.View.PrivateMetadata));
        Assert.Equal("not his account", read.View.Typed(SlackActionIds.ReasonBlock, SlackActionIds.ReasonInput));
        Assert.Null(read.View.Typed("other", "reason"));
        Assert.NotNull(read.DeliveryId());
    }

    [Theory]
    [InlineData("")]
    [InlineData("payload=")]
    [InlineData("payload=%7B")]
    [InlineData("payload=%5B%5D")]
    [InlineData("payload=%7B%7D&payload=%7B%7D")]
    [InlineData("payload=%7B%22type%22%3A1%7D")]
    [InlineData("payload=%7B%22type%22%3A%22a%22%2C%22type%22%3A%22b%22%7D")]
    [InlineData("other=%7B%7D")]
    public void A_malformed_body_is_no_interaction_and_no_exception(string body)
    {
        Assert.Null(SlackPayloads.Interaction(Encoding.UTF8.GetBytes(body)));
    }

    [Fact]
    public void A_command_is_plain_form_fields()
    {
        var body = "command=%2Fhitl&text=cover+for+me&user_id=U0BEN&team_id=T0LOCAL&api_app_id=A0HITL&trigger_id=1.2"u8;

        var command = SlackPayloads.Command(body)!;

        Assert.Equal(("/hitl", "cover for me", "U0BEN"), (command.Command, command.Text, command.UserId));
        Assert.Null(SlackPayloads.Command("command=%2Fhitl"u8));
    }

    [Fact]
    public void A_certificate_check_is_known_by_its_own_field_only()
    {
        Assert.True(SlackPayloads.IsCertificateCheck("ssl_check=1&token=x"u8));
        Assert.False(SlackPayloads.IsCertificateCheck("payload=ssl_check%3D1"u8));
    }

    private static byte[] Form(string payload) => Encoding.UTF8.GetBytes("payload=" + Uri.EscapeDataString(payload));
}
