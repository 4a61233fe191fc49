using System.Text.Json.Nodes;
using Hitl.Sandbox.Slack.Model;
using Hitl.Sandbox.Slack.People;

namespace Hitl.Sandbox.Slack.Page;

/// <summary>POST /slack/do/{what}: what people do on the page.</summary>
internal sealed class PageActions(Workspace workspace, Clicks clicks, Modals modals, Talk talk, Profiles profiles)
{
    /// <summary>The status that Slack offers to people who go on vacation.</summary>
    public const string Vacationing = ":palm_tree:";

    public async Task<IResult> HandleAsync(HttpContext context, string what)
    {
        var form = await context.Request.ReadFormAsync();
        var address = PageAddress.Of(form["as"], form["c"], workspace);
        var user = address.User.Id;
        _ = what switch
        {
            "click" => await clicks.ClickAsync(user, Click(context, form)),
            "submit" => await modals.SubmitAsync(user, form["view_id"], Values(form), null),
            "close" => await modals.CloseAsync(user, form["view_id"], context.Request.Query["all"] == "true"),
            "presence" => Put(address.User with { Presence = form["presence"] == "away" ? "away" : "active" }),
            "standing" => Put(address.User with { Deleted = form["deleted"] == "true" }),
            "status" => Put(address.User with { StatusEmoji = form["status"], StatusText = form["status"] == Vacationing ? "Vacationing" : "", StatusExpiration = 0 }),
            "say" => await SayAsync(user, address.Place, form["text"].ToString()),
            _ => null,
        };
        // The script asks for the changed parts itself; without it the browser loads the page again.
        return context.Request.Headers.ContainsKey("X-Page-Script") ? Results.NoContent() : Results.Redirect(address.Url);
    }

    private PersonOutcome? Put(SlackUser user)
    {
        profiles.Put(user);
        return null;
    }

    private Task<PersonOutcome> SayAsync(string user, string channel, string text)
    {
        if (!text.StartsWith('/')) return talk.SayAsync(user, channel, text, null);
        var parts = text.Split(' ', 2);
        return talk.CommandAsync(user, channel, parts[0], parts.Length > 1 ? parts[1] : "");
    }

    private static Click Click(HttpContext context, IFormCollection form)
    {
        string? Field(string name) => context.Request.Query[name].FirstOrDefault() ?? form[name].FirstOrDefault();
        var values = Values(form);
        var (block, action) = (Field("block_id"), Field("action_id") ?? "");
        return new()
        {
            ActionId = action,
            BlockId = block,
            Channel = Field("channel"),
            Ts = Field("ts"),
            ViewId = context.Request.Query["view_id"].FirstOrDefault(),
            Choice = (block is null ? null : values[block]?[action]?.DeepClone()) ?? Choice([.. form["choice"].OfType<string>()]),
            Values = values,
        };
    }

    private static JsonNode? Choice(List<string> chosen) => chosen switch
    {
        [] => null,
        [var one] => JsonValue.Create(one),
        _ => new JsonArray([.. chosen.Select(value => (JsonNode)value)]),
    };

    /// <summary>The view's fields, by block and action; several values of one field as a list.</summary>
    private static JsonObject Values(IFormCollection form)
    {
        var values = new JsonObject();
        foreach (var (name, value) in form.Where(field => field.Key.StartsWith(ViewControls.Prefix, StringComparison.Ordinal)))
        {
            var at = name.LastIndexOf('|');
            var (block, action) = (name[ViewControls.Prefix.Length..at], name[(at + 1)..]);
            if (values[block] is not JsonObject byAction) values[block] = byAction = [];
            byAction[action] = Choice([.. value.OfType<string>()]);
        }

        return values;
    }
}
