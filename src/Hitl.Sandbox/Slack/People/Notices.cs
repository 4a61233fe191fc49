using Hitl.Sandbox.Slack.Model;

namespace Hitl.Sandbox.Slack.People;

/// <summary>What Slack itself last told each person, e.g. that the app did not answer. In memory, as in a client.</summary>
internal sealed class Notices(ChangeSignal signal)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _notices = [];

    public string? Of(string user)
    {
        lock (_gate)
        {
            return _notices.GetValueOrDefault(user);
        }
    }

    /// <summary>Null takes the notice away.</summary>
    public void Show(string user, string? notice)
    {
        lock (_gate)
        {
            if (_notices.GetValueOrDefault(user) == notice) return;
            if (notice is null) _notices.Remove(user);
            else _notices[user] = notice;
        }

        signal.Raise();
    }
}
