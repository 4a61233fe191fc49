namespace Hitl.Governance.Intake;

/// <summary>E-mail addresses as this system takes them: ASCII, one @, a dotted domain. Whether it can receive mail is the target's to find out.</summary>
internal static class EmailText
{
    private const string LocalCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.!#$%&'*+/=?^_`{|}~-";

    public static bool IsPlausible(string text)
    {
        var at = text.LastIndexOf('@');
        if (at is < 1 or > 64 || text.Length > 254) return false;
        var local = text.AsSpan(0, at);
        var labels = text[(at + 1)..].Split('.');
        return local.IndexOfAnyExcept(LocalCharacters) < 0
            && local[0] != '.' && local[^1] != '.'
            && labels.Length >= 2
            && Array.TrueForAll(labels, label => label.Length is >= 1 and <= 63 && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && label[0] != '-' && label[^1] != '-');
    }

    /// <summary>The address as it is sent: the domain in lower case, the local part untouched.</summary>
    public static string Normalise(string text)
    {
        var at = text.LastIndexOf('@');
        return at < 0 ? text : text[..(at + 1)] + text[(at + 1)..].ToLowerInvariant();
    }
}
