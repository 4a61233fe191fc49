using System.Text.Json;

namespace Hitl.Proof;

/// <summary>Reads the lines of an anchor file: one signed note a line, as a JSON string.</summary>
public static class AnchorNotes
{
    /// <summary>The notes, in order; a torn line holds none.</summary>
    public static IEnumerable<string> Of(IEnumerable<string> lines) => lines.Select(Read).OfType<string>();

    /// <summary>The note of one line; null when the line was not written whole.</summary>
    public static string? Read(string line)
    {
        if (!line.StartsWith('"') || !line.EndsWith('"')) return null;
        try
        {
            return JsonSerializer.Deserialize<string>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A note as such a line, without its line feed.</summary>
    public static string Write(string note) => JsonSerializer.Serialize(note);
}
