namespace Temporalio.Testing;

/// <summary>Finds the program of a test server.</summary>
internal static class ServerPath
{
    private const string OwnServer = "hitl-temporal";

    /// <summary>The path given, else that of the first environment variable set, else our own server beside this program; null if there is none of them.</summary>
    /// <exception cref="InvalidOperationException">What was given is not there.</exception>
    internal static string? Find(string? given, params string[] variables)
    {
        var path = given ?? variables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        if (path is not null)
        {
            return File.Exists(path) ? path : throw new InvalidOperationException($"No Temporal server at {path}");
        }
        string[] names = [OwnServer, OwnServer + ".exe", OwnServer + ".dll"];
        return names.Select(name => Path.Combine(AppContext.BaseDirectory, name)).FirstOrDefault(File.Exists);
    }
}
