using System.Globalization;

namespace Hitl.Escalations.Requests;

/// <summary>A character that a text may not have.</summary>
/// <param name="CodePoint">The Unicode code point.</param>
/// <param name="Index">Where, in UTF-16 characters from 0.</param>
/// <param name="Kind">What it is: <c>control</c>, <c>bidi</c>, <c>zero-width</c>, <c>tag</c>, <c>surrogate</c>, <c>unassigned</c> or <c>stacked mark</c>.</param>
public sealed record ForbiddenCharacter(int CodePoint, int Index, string Kind)
{
    /// <summary>Such as <c>U+202E at 7</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"U+{CodePoint:X4} at {Index}");
}
