using Hitl.Sandbox.Slack.Model;
using Hitl.Sandbox.Slack.People;

namespace Hitl.Sandbox.Slack.Driver;

/// <summary>Notices what changed in front of one person while something was done, and can wait for it.</summary>
internal sealed class Watch
{
    private readonly string _user;
    private readonly Controls _controls;
    private readonly ViewBook _views;
    private readonly ChangeSignal _signal;
    private readonly Dictionary<string, string> _hashes;
    private readonly int _mark;

    public Watch(string user, Controls controls, ViewBook views, ChangeSignal signal)
    {
        (_user, _controls, _views, _signal) = (user, controls, views, signal);
        _hashes = Open().ToDictionary(view => view.Id, view => view.Hash);
        _mark = controls.Mark();
    }

    /// <summary>Views opened or replaced since.</summary>
    public IEnumerable<SlackView> ChangedViews => Open().Where(view => _hashes.GetValueOrDefault(view.Id) != view.Hash);

    /// <summary>Messages posted, edited or deleted since.</summary>
    public IEnumerable<SlackMessage> ChangedMessages => _controls.ChangedSince(_mark, _user);

    /// <summary>Waits until one of the wanted things happened; gives up silently, for the answer shows what did.</summary>
    /// <param name="wanted">"view", "ephemeral", "message", or null for no wait.</param>
    public async Task ForAsync(string? wanted, TimeSpan atMost, TimeProvider clock)
    {
        if (wanted is null) return;
        using var timeout = new CancellationTokenSource(atMost, clock);
        while (true)
        {
            var next = _signal.Next;
            if (Happened(wanted)) return;
            var first = await Task.WhenAny(next, Task.Delay(Timeout.Infinite, timeout.Token));
            if (first != next) return;
        }
    }

    private bool Happened(string wanted) => wanted switch
    {
        "view" => ChangedViews.Any(),
        "ephemeral" => ChangedMessages.Any(message => message.EphemeralTo is not null),
        _ => ChangedMessages.Any(message => message.EphemeralTo is null),
    };

    private IEnumerable<SlackView> Open() =>
        _views.Home(_user) is { } home ? _views.Stack(_user).Append(home) : _views.Stack(_user);
}
