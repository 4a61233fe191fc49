namespace Hitl.Sandbox.Slack.Blocks;

/// <summary>What is wrong with a payload, in the wording of response_metadata.messages.</summary>
internal sealed class BlockProblems
{
    private readonly List<string> _messages = [];

    public IReadOnlyList<string> Messages => _messages;

    public bool Any => _messages.Count > 0;

    public void Add(string pointer, string problem) => _messages.Add($"[ERROR] {problem} [json-pointer:{pointer}]");
}
