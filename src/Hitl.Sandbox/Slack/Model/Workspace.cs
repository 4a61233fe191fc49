using Hitl.Sandbox.Journaling;

namespace Hitl.Sandbox.Slack.Model;

/// <summary>The people and conversations of the one workspace. Thread-safe; remembered by the journal.</summary>
internal sealed class Workspace
{
    private readonly Journal _journal;
    private readonly DurableTable<SlackUser> _users;
    private readonly DurableTable<SlackChannel> _channels;

    public Workspace(Journal journal, SandboxOptions options, ChangeSignal signal)
    {
        (_journal, App, Signal) = (journal, options.Slack, signal);
        _users = new(journal, "slack.users");
        _channels = new(journal, "slack.channels");
        Seed = SlackSeed.Read(options.SeedFile);
        Plant();
    }

    public ChangeSignal Signal { get; }

    public SlackSeed Seed { get; }

    /// <summary>The installed app; where it is reached may change while the sandbox runs, and starts from the options each time.</summary>
    public SlackOptions App { get; set; }

    public IReadOnlyList<SlackUser> Users => _journal.Change(() => _users.Rows.ToList());

    public IReadOnlyList<SlackChannel> Channels => _journal.Change(() => _channels.Rows.ToList());

    public SlackUser? User(string? id) => id is null ? null : _journal.Change(() => _users.Find(id));

    /// <summary>Finds a conversation by id, or a channel by its name with or without '#'.</summary>
    public SlackChannel? Channel(string? id) => id is null ? null : _journal.Change(() =>
        _channels.Find(id) ?? _channels.Rows.FirstOrDefault(channel => !channel.IsIm && channel.Name == id.TrimStart('#')));

    public SlackUser Put(SlackUser user) => Changed(() => _users.Put(user.Id, user));

    public SlackChannel Put(SlackChannel channel) => Changed(() => _channels.Put(channel.Id, channel));

    /// <summary>The direct message between the bot and a person; made on first use, its id always the same for a person.</summary>
    public SlackChannel OpenDirect(SlackUser user) => _journal.Change(() =>
    {
        var id = "D" + user.Id[1..];
        return _channels.Find(id) ?? Put(new SlackChannel
        {
            Id = id, Name = "directmessage", IsIm = true, User = user.Id, Members = [user.Id, App.BotUserId],
        });
    });

    /// <summary>Back to the seed: people and channels as new, direct messages gone.</summary>
    public void Reset() => Changed(() =>
    {
        _users.Clear();
        _channels.Clear();
        Plant();
        return true;
    });

    private void Plant() => _journal.Change(() =>
    {
        var bot = new SlackUser { Id = App.BotUserId, Name = "hitl", RealName = "Hitl Approvals", IsBot = true };
        foreach (var user in Seed.Users.Append(bot).Where(user => !_users.TryFind(user.Id, out _)))
            _users.Put(user.Id, user.TeamId.Length == 0 ? user with { TeamId = App.TeamId } : user);
        foreach (var channel in Seed.Channels.Where(channel => !_channels.TryFind(channel.Id, out _)))
            _channels.Put(channel.Id, channel);
        return true;
    });

    private T Changed<T>(Func<T> change)
    {
        var result = _journal.Change(change);
        Signal.Raise();
        return result;
    }
}
