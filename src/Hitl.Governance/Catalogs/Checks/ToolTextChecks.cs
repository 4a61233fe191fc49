using System.Text.RegularExpressions;
using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Governance.Catalogs.Checks;

/// <summary>Titles and labels become descriptions of tools that a model reads: a text that speaks to the model instead of naming the thing is refused.</summary>
internal static class ToolTextChecks
{
    // Linear in the text whatever it is; a time-out instead would fail good catalogs on a machine that is busy.
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    public static void Check(YamlNode action, YamlErrors errors)
    {
        CheckText(action.At("title"), errors);
        foreach (var (_, parameter) in action.At("parameters").Entries()) CheckText(parameter.At("label"), errors);
    }

    private static void CheckText(YamlNode? node, YamlErrors errors)
    {
        if (node is not YamlScalar scalar) return;
        if (Speaks(scalar.Text))
            errors.Add("catalog.instructing_text", scalar, "Agents read this text as the description of a tool; it names the thing and gives nobody instructions.", "a name, such as Refund a payment");
    }

    // Nobody names an action or a parameter like this. It is a net with holes, and signers read every text as well; hidden characters never get this far.
    private static bool Speaks(string text) =>
        Regex.IsMatch(text, @"\b(ignore|disregard|forget|override)\b.{0,40}\b(instruction|rule|polic|prompt|previous|above|everything)", Options)
        || Regex.IsMatch(text, @"\b(system|assistant|developer|user)\s*:", Options)
        || Regex.IsMatch(text, @"<\s*/?\s*(system|important|instruction|tool|secret)", Options)
        || Regex.IsMatch(text, @"\byou\s+(must|should|shall|have\s+to|may\s+not|are\s+now)\b", Options)
        || Regex.IsMatch(text, @"\b(do\s+not|don't|never)\s+(tell|mention|inform|reveal|ask|wait|show|report)\b", Options)
        || Regex.IsMatch(text, @"\b(always|first|instead|before\s+anything)\W+(call|use|invoke|run|send|read)\b", Options)
        || Regex.IsMatch(text, @"\b(approve|allow|execute)\s+(this|it|everything|all\b|without)", Options);
}
