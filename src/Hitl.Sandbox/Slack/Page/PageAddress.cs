using Hitl.Sandbox.Slack.Model;

namespace Hitl.Sandbox.Slack.Page;

/// <summary>Who looks at what: the person acted as, and the conversation, or "home".</summary>
internal sealed record PageAddress(SlackUser User, string Place)
{
    public const string Home = "home";

    public string Url => $"/slack?as={Uri.EscapeDataString(User.Id)}&c={Uri.EscapeDataString(Place)}";

    /// <summary>Hidden fields that carry it through a form.</summary>
    public Html Fields => Html.Of($"<input type=\"hidden\" name=\"as\" value=\"{User.Id}\"><input type=\"hidden\" name=\"c\" value=\"{Place}\">");

    /// <summary>Whoever the app wrote to last in a conversation of their own; null before anybody was.</summary>
    public static string? NewestReader(Workspace workspace, MessageBook messages)
    {
        var direct = workspace.Channels.Where(channel => channel.IsIm).ToDictionary(channel => channel.Id, StringComparer.Ordinal);
        var newest = messages.Where(message => message.User == workspace.App.BotUserId && direct.ContainsKey(message.Channel)).LastOrDefault();
        return newest is null ? null : workspace.Users.FirstOrDefault(user => !user.IsBot && direct[newest.Channel].Has(user.Id))?.Id;
    }

    /// <summary>Unknown people become the first of the workspace; an unknown conversation their direct message.</summary>
    public static PageAddress Of(string? user, string? place, Workspace workspace)
    {
        var person = workspace.User(user) ?? workspace.Users[0];
        var channel = workspace.Channel(place);
        if (place == Home) return new(person, Home);
        return new(person, channel is not null && channel.Has(person.Id) ? channel.Id : workspace.OpenDirect(person).Id);
    }
}
