namespace Hitl.Gateway.Console.Session;

/// <summary>Where sign-in leads back to: pages of this console and nowhere else.</summary>
internal static class ReturnPaths
{
    private const string Home = "/console";

    public static string Checked(string? path)
    {
        if (path is null || path.Length > 500 || path.Any(c => c is < '!' or > '~' or '\\')) return Home;
        var isOurs = path == Home || path.StartsWith(Home + "/", StringComparison.Ordinal) || path.StartsWith(Home + "?", StringComparison.Ordinal);
        return isOurs && !path.Contains("//", StringComparison.Ordinal) && !path.Contains("..", StringComparison.Ordinal) ? path : Home;
    }
}
