using System.Globalization;

namespace Hitl.Governance.Catalogs;

/// <summary>One reason why a catalog is refused, and where.</summary>
/// <param name="Code">Stable code, such as <c>catalog.unknown_key</c>.</param>
/// <param name="File">The file's name as given to the parser.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Excerpt">The offending line and, below it, a caret; secrets in it are masked.</param>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="Expected">What would have been right: the nearest known name or the form; null when there is nothing to offer.</param>
public sealed record CatalogError(string Code, string File, int Line, int Column, string Excerpt, string Message, string? Expected)
{
    /// <summary>The error as a terminal shows it, in up to four lines.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}: {Code}: {Message}{(Expected is null ? "" : $" Expected: {Expected}.")}\n{Excerpt}");
}
