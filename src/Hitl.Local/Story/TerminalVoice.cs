using Spectre.Console;

namespace Hitl.Local.Story;

/// <summary>Tells the story as a timeline on the terminal.</summary>
public sealed class TerminalVoice(IAnsiConsole console, TimeProvider clock) : IStoryVoice
{
    private readonly long _started = clock.GetTimestamp();

    /// <inheritdoc/>
    public void Begin(int number, string title)
    {
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]{number}. {title}[/]");
    }

    /// <inheritdoc/>
    public void Tell(string who, string what) => console.MarkupLineInterpolated($"   [grey]{At(),6}[/]  [blue]{who,-11}[/] {what}");

    /// <inheritdoc/>
    public void Verified(string what) => console.MarkupLineInterpolated($"   [grey]{At(),6}[/]  [green]verified[/]    {what}");

    private string At() => clock.GetElapsedTime(_started).TotalSeconds.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture) + "s";
}
