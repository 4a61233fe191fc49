using Hitl.Local.Story;

namespace Hitl.EndToEndTests.Processes;

/// <summary>Tells the story into the test's own output, where a failing test shows it.</summary>
internal sealed class TestVoice : IStoryVoice
{
    public void Begin(int number, string title) => Write($"{number}. {title}");

    public void Tell(string who, string what) => Write($"   {who}: {what}");

    public void Verified(string what) => Write($"   verified: {what}");

    private static void Write(string text) => TestContext.Current.TestOutputHelper?.WriteLine(text);
}
