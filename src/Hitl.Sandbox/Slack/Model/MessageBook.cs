using Hitl.Sandbox.Journaling;

namespace Hitl.Sandbox.Slack.Model;

/// <summary>Every message of the workspace, deleted and ephemeral ones included. Thread-safe; remembered by the journal.</summary>
internal sealed class MessageBook
{
    private readonly Journal _journal;
    private readonly TimeProvider _clock;
    private readonly ChangeSignal _signal;
    private readonly Timestamps _timestamps;
    private readonly DurableTable<SlackMessage> _messages;
    private readonly List<string> _changed = [];

    public MessageBook(Journal journal, TimeProvider clock, ChangeSignal signal)
    {
        (_journal, _clock, _signal) = (journal, clock, signal);
        _messages = new(journal, "slack.messages");
        _timestamps = new(clock);
        foreach (var message in _messages.Rows) _timestamps.StartAfter(message.Ts);
    }

    public SlackMessage? Find(string channel, string ts) => _journal.Change(() => _messages.Find(Key(channel, ts)));

    /// <summary>A place in the order of changes, for <see cref="ChangedSince"/>.</summary>
    public int Mark() => _journal.Change(() => _changed.Count);

    /// <summary>Messages posted, edited or deleted after a mark, in the order they first changed.</summary>
    public IReadOnlyList<SlackMessage> ChangedSince(int mark) =>
        _journal.Change(() => _changed.Skip(mark).Distinct().Select(_messages.Find).OfType<SlackMessage>().ToList());

    /// <summary>Oldest first, deleted ones left out unless asked for.</summary>
    public IReadOnlyList<SlackMessage> Where(Func<SlackMessage, bool> wanted, bool deleted = false) =>
        _journal.Change(() => _messages.Rows.Where(message => (deleted || !message.Deleted) && wanted(message)).ToList());

    /// <summary>Gives the message its timestamp and keeps it.</summary>
    public SlackMessage Post(SlackMessage draft) => Changed(() =>
    {
        var message = draft with { Ts = _timestamps.Next() };
        return Put(message);
    });

    /// <summary>Replaces what a message says; the old wording moves to its versions.</summary>
    public SlackMessage Edit(SlackMessage message, Func<SlackMessage, SlackMessage> edit) => Changed(() =>
    {
        var before = _messages.Find(Key(message.Channel, message.Ts)) ?? message;
        var version = new SlackMessageVersion(_clock.GetUtcNow(), before.Text, before.Blocks, before.Metadata);
        var after = edit(before) with { Versions = [.. before.Versions, version] };
        return Put(after);
    });

    public string NextTs() => _timestamps.Next();

    public void Clear() => Changed(() =>
    {
        _messages.Clear();
        _changed.Clear();
        return true;
    });

    private SlackMessage Put(SlackMessage message)
    {
        var key = Key(message.Channel, message.Ts);
        _changed.Add(key);
        return _messages.Put(key, message);
    }

    private static string Key(string channel, string ts) => channel + "/" + ts;

    private T Changed<T>(Func<T> change)
    {
        var result = _journal.Change(change);
        _signal.Raise();
        return result;
    }
}
