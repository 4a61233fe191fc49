using System.Text.Json.Nodes;
using Hitl.Sandbox.Slack.Model;

namespace Hitl.Sandbox.Slack.Api;

/// <summary>The users.*, dnd.* and usergroups.* methods.</summary>
internal sealed class UserMethods : ISlackMethods
{
    private const int MostDndUsers = 50;
    private readonly Workspace _workspace;

    public UserMethods(Workspace workspace)
    {
        _workspace = workspace;
        Methods = new Dictionary<string, SlackMethod>
        {
            ["users.info"] = call => About(call, user => new() { ["user"] = SlackJson.User(user) }),
            ["users.getPresence"] = call => About(call, user => new() { ["presence"] = user.Presence }),
            ["users.lookupByEmail"] = LookUpByEmail,
            ["users.list"] = List,
            ["dnd.info"] = call => About(call, Dnd),
            ["dnd.teamInfo"] = DndOfTeam,
            ["usergroups.list"] = UserGroups,
            ["usergroups.users.list"] = UserGroupMembers,
        };
    }

    public IReadOnlyDictionary<string, SlackMethod> Methods { get; }

    private SlackAnswer About(SlackCall call, Func<SlackUser, JsonObject> tell) =>
        _workspace.User(call.Arguments.Text("user")) is { } user ? SlackAnswer.Ok(tell(user)) : SlackAnswer.Fail("user_not_found");

    private SlackAnswer LookUpByEmail(SlackCall call)
    {
        var email = call.Arguments.Text("email");
        var found = _workspace.Users.FirstOrDefault(user =>
            email is not null && !user.Deleted && string.Equals(user.Email, email, StringComparison.OrdinalIgnoreCase));
        return found is null ? SlackAnswer.Fail("users_not_found") : SlackAnswer.Ok(new() { ["user"] = SlackJson.User(found) });
    }

    private SlackAnswer List(SlackCall call) => SlackAnswer.Ok(new()
    {
        ["members"] = new JsonArray([.. _workspace.Users.Select(SlackJson.User)]),
        ["response_metadata"] = new JsonObject { ["next_cursor"] = "" },
    });

    // Of others Slack tells the schedule only, never a manual snooze.
    private static JsonObject Dnd(SlackUser user) => new()
    {
        ["dnd_enabled"] = user.DndEnabled,
        ["next_dnd_start_ts"] = user.NextDndStartTs,
        ["next_dnd_end_ts"] = user.NextDndEndTs,
    };

    private SlackAnswer DndOfTeam(SlackCall call)
    {
        var ids = call.Arguments.Text("users")?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        if (ids.Length > MostDndUsers) return SlackAnswer.Fail("too_many_users");
        var users = new JsonObject();
        foreach (var user in ids.Select(_workspace.User).OfType<SlackUser>()) users[user.Id] = Dnd(user);
        return SlackAnswer.Ok(new() { ["users"] = users });
    }

    private SlackAnswer UserGroups(SlackCall call) => SlackAnswer.Ok(new()
    {
        ["usergroups"] = new JsonArray([.. _workspace.Seed.Usergroups.Select(group => new JsonObject
        {
            ["id"] = group.Id, ["team_id"] = _workspace.App.TeamId, ["handle"] = group.Handle, ["name"] = group.Name, ["is_usergroup"] = true,
        })]),
    });

    private SlackAnswer UserGroupMembers(SlackCall call)
    {
        var group = _workspace.Seed.Usergroups.FirstOrDefault(group => group.Id == call.Arguments.Text("usergroup"));
        return group is null
            ? SlackAnswer.Fail("no_such_subteam")
            : SlackAnswer.Ok(new() { ["users"] = new JsonArray([.. group.Users.Select(user => (JsonNode)user)]) });
    }
}
