using Hitl.Escalations.Requests;

namespace Hitl.Governance.Intake;

/// <summary>What every text of a request must satisfy.</summary>
internal static class FieldText
{
    public static void CheckName(List<FieldProblem> problems, string field, string? text, bool isRequired)
    {
        // Limits and conflicts are counted by these texts: the same name with a blank after it would be another one.
        if (!string.IsNullOrWhiteSpace(text) && text != text.Trim()) problems.Add(new(FieldProblems.FieldInvalid, field, $"'{field}' must be a text without blanks around it."));
        else if (!string.IsNullOrWhiteSpace(text)) CheckText(problems, field, text, RequestSchema.MaxName, TextProfile.Strict);
        else if (isRequired || text is not null) problems.Add(new(FieldProblems.FieldRequired, field, $"'{field}' must be a text of 1 to {RequestSchema.MaxName} characters."));
    }

    public static void CheckText(List<FieldProblem> problems, string field, string text, int limit, TextProfile profile)
    {
        // UTF-16 length is never below the number of graphemes, so stacks of combining marks cannot slip under it.
        if (text.Length > limit)
            problems.Add(new(FieldProblems.TextTooLong, field, $"'{field}' has {text.Length} characters; the limit is {limit}."));
        else if (TextRules.FirstForbidden(text, profile) is { } forbidden)
            problems.Add(new(FieldProblems.TextForbidden, field, $"'{field}' has {forbidden} ({forbidden.Kind}). Remove it."));
    }

    /// <summary>Offending text for a message: at most 64 characters, nothing hidden.</summary>
    public static string Cut(string text) => TextRules.MakeVisible(text.Length > 64 ? text[..64] + "…" : text).ReplaceLineEndings(" ");
}
