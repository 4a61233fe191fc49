using Hitl.Escalations.Requests;

namespace Hitl.Gateway.Mcp;

/// <summary>Words of a person or of another system on their way to a model: in a field of their own, of bounded length, with nothing hidden in them.</summary>
internal sealed record Untrusted(string UntrustedText, bool? IsCut)
{
    public const int Longest = 1_000;

    public static Untrusted? Of(string? text, int limit = Longest)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var visible = TextRules.MakeVisible(text);
        return visible.Length <= limit ? new(visible, null) : new(Cut(visible, limit), true);
    }

    // Never half of a surrogate pair.
    private static string Cut(string text, int limit) => text[..(char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit)];
}
