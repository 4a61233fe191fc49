using System.Text.RegularExpressions;

namespace Hitl.Governance.Catalogs.Shapes;

/// <summary>What other YAML readers, of 1.1 and 1.2, make of a text without quotes.</summary>
internal static partial class PlainScalars
{
    /// <summary>The reading that is not a text; null when every reader agrees that it is one.</summary>
    public static string? Reading(string text) =>
        Truth().IsMatch(text) ? "true or false"
        : Null().IsMatch(text) ? "nothing"
        : Number().IsMatch(text) ? "a number"
        : Date().IsMatch(text) ? "a date"
        : null;

    [GeneratedRegex("^(y|yes|n|no|true|false|on|off)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Truth();

    [GeneratedRegex("^(~|null|<<|)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Null();

    [GeneratedRegex(@"^[-+]?(0b[01_]+|0o?[0-7_]+|0x[0-9a-f_]+|[0-9][0-9_]*(:[0-5]?[0-9])*(\.[0-9_]*)?(e[-+]?[0-9]+)?|\.[0-9][0-9_]*(e[-+]?[0-9]+)?|\.inf)$|^\.nan$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Date();
}
