using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Hitl.Sandbox.Journaling;

namespace Hitl.Sandbox.Slack.Model;

/// <summary>The modals in front of people (lost on restart, as a closed client loses them) and their App Homes (remembered).</summary>
internal sealed class ViewBook(Journal journal, ChangeSignal signal)
{
    /// <summary>Slack's limit of views on top of one another.</summary>
    public const int StackLimit = 3;

    private readonly DurableTable<SlackView> _homes = new(journal, "slack.homes");
    private readonly Dictionary<string, List<SlackView>> _stacks = [];

    public SlackView? Home(string user) => journal.Change(() => _homes.Find(user));

    /// <summary>The modals a person has open, topmost last.</summary>
    public IReadOnlyList<SlackView> Stack(string user) =>
        journal.Change(() => _stacks.TryGetValue(user, out var stack) ? stack.ToList() : []);

    public SlackView? Find(Func<SlackView, bool> wanted) =>
        journal.Change(() => _stacks.Values.SelectMany(stack => stack).Concat(_homes.Rows).FirstOrDefault(wanted));

    /// <summary>Opens a first modal, replacing whatever the person had open.</summary>
    public SlackView Open(string user, JsonObject definition) => Changed(() =>
    {
        var id = NewId();
        var view = new SlackView(id, user, definition, NewHash(), id, null, []);
        _stacks[user] = [view];
        return view;
    });

    /// <summary>Puts a modal on top of the person's stack; null when the stack is full.</summary>
    public SlackView? Push(string user, JsonObject definition) => Changed(() =>
    {
        if (!_stacks.TryGetValue(user, out var stack) || stack.Count == 0) return Open(user, definition);
        if (stack.Count >= StackLimit) return null;
        var view = new SlackView(NewId(), user, definition, NewHash(), stack[0].RootViewId, stack[^1].Id, []);
        stack.Add(view);
        return view;
    });

    public SlackView Publish(string user, JsonObject definition) => Changed(() =>
    {
        var id = _homes.Find(user)?.Id ?? NewId();
        return _homes.Put(user, new SlackView(id, user, definition, NewHash(), id, null, []));
    });

    /// <summary>Replaces a view's definition and gives it a new hash; typed values stay for inputs that remain.</summary>
    public SlackView Update(SlackView view, JsonObject definition) =>
        Replace(view, view with { Definition = definition, Hash = NewHash(), Errors = null });

    public SlackView SetValues(SlackView view, JsonObject values, JsonObject? errors) =>
        Replace(view, view with { Values = values, Errors = errors });

    public void Close(SlackView view, bool all) => Changed(() =>
    {
        if (!_stacks.TryGetValue(view.User, out var stack)) return false;
        if (all) stack.Clear();
        else stack.RemoveAll(open => open.Id == view.Id);
        return true;
    });

    /// <summary>Closes everything in front of a person without a word to the app, as a client that goes away does.</summary>
    public void CloseAll(string user) => Changed(() => _stacks.Remove(user));

    public void Clear() => Changed(() =>
    {
        _homes.Clear();
        _stacks.Clear();
        return true;
    });

    private static string NewId() => "V" + Convert.ToHexString(RandomNumberGenerator.GetBytes(6));

    private static string NewHash() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    private SlackView Replace(SlackView view, SlackView replacement) => Changed(() =>
    {
        if (_homes.Find(view.User)?.Id == view.Id) return _homes.Put(view.User, replacement);
        var stack = _stacks.GetValueOrDefault(view.User) ?? [];
        var at = stack.FindIndex(open => open.Id == view.Id);
        if (at >= 0) stack[at] = replacement;
        return replacement;
    });

    private T Changed<T>(Func<T> change)
    {
        var result = journal.Change(change);
        signal.Raise();
        return result;
    }
}
