using System.Globalization;
using Hitl.Gateway.Problems;

namespace Hitl.Gateway.Requests;

/// <summary>Page sizes and cursors, refused in the same words everywhere.</summary>
internal static class Limits
{
    public static Refusal CursorInvalid { get; } =
        new(400, "cursor.invalid", "This is no cursor of ours. Pass the 'next' of the page before, unchanged.") { Field = "cursor" };

    public static int Read(string? text, int usual, int most, ref Refusal? refusal)
    {
        if (text is null) return usual;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1 && limit <= most) return limit;
        refusal = new(400, "limit.range", $"'limit' is a whole number from 1 to {most}.") { Field = "limit" };
        return usual;
    }
}
