using Hitl.Escalations.Requests;
using Hitl.Gateway.Problems;

namespace Hitl.Gateway.Bodies;

/// <summary>What people and agents write at a door.</summary>
internal static class Texts
{
    public static Refusal? Check(string field, string text) => TextRules.FirstForbidden(text, TextProfile.Prose) is { } forbidden
        ? new(400, "text.forbidden_character", $"'{field}' has a character that cannot be shown safely: {forbidden}. Remove it.") { Field = field }
        : null;
}
