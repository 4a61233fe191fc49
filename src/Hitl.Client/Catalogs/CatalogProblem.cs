namespace Hitl.Client.Catalogs;

/// <summary>One problem of a catalog.</summary>
/// <param name="Code">Stable code, such as <c>catalog.unknown_key</c>.</param>
/// <param name="Message">What is wrong and what was expected.</param>
/// <param name="File">The file it came from, as the caller named it.</param>
/// <param name="Line">Line, from 1; 0 when it concerns the whole.</param>
/// <param name="Column">Column, from 1; 0 when it concerns the whole.</param>
public sealed record CatalogProblem(string Code, string Message, string File, int Line, int Column)
{
    /// <summary>The offending line and, below it, a caret.</summary>
    public string Excerpt { get; init; } = "";

    /// <summary>The nearest known name, or the form that was expected; null when there is nothing to offer.</summary>
    public string? Expected { get; init; }
}
