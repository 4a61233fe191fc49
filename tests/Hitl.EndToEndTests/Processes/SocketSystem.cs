namespace Hitl.EndToEndTests.Processes;

/// <summary>The whole system with Slack's callbacks over connections that the gateway holds; nothing of it could be called by Slack.</summary>
public sealed class SocketSystem : ProcessSystem
{
    protected override bool UsesSocketMode => true;

    /// <inheritdoc/>
    protected override int MostOpenCards => 10;
}
