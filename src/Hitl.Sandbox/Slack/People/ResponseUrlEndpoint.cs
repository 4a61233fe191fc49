using Hitl.Sandbox.Slack.Api;
using Hitl.Sandbox.Slack.Model;

namespace Hitl.Sandbox.Slack.People;

/// <summary>POST /actions/{team}/{id}: the app answers an interaction through its response URL.</summary>
internal sealed class ResponseUrlEndpoint(Workspace workspace, MessageBook messages, ResponseUrlBook urls, SlackLog log)
{
    public async Task<IResult> HandleAsync(HttpContext context)
    {
        var arguments = await SlackArguments.ReadAsync(context.Request);
        var answer = arguments is null ? SlackAnswer.Fail("invalid_payload") : Apply((string)context.Request.RouteValues["id"]!, arguments);
        log.Add("call", "response_url", arguments?.Values, answer.Succeeded ? 200 : 404, answer.Body, 0, null);
        return answer.Succeeded ? Results.Text("ok") : Results.Json(answer.Body, statusCode: 404);
    }

    private SlackAnswer Apply(string id, SlackArguments arguments)
    {
        var (url, error) = urls.Use(id);
        if (url is null) return SlackAnswer.Fail(error!);
        var original = url.MessageTs is null ? null : messages.Find(url.Channel, url.MessageTs);
        if (arguments.Flag("delete_original"))
        {
            if (original is not null) messages.Edit(original, before => before with { Deleted = true });
            return SlackAnswer.Ok();
        }

        var (content, refusal) = MessageContent.Read(arguments, update: false);
        if (content is null) return refusal!;
        if (arguments.Flag("replace_original") && original is not null)
        {
            messages.Edit(original, before => content.Apply(before) with { EditedTs = messages.NextTs(), EditedBy = workspace.App.BotUserId });
            return SlackAnswer.Ok();
        }

        // A response URL may speak where the app is not a member.
        var draft = content.Draft(workspace.Channel(url.Channel)!, workspace.App, arguments);
        messages.Post(arguments.Text("response_type") == "in_channel" ? draft : draft with { EphemeralTo = url.User });
        return SlackAnswer.Ok();
    }
}
