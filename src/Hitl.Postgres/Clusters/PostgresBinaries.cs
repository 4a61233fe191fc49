using System.Runtime.InteropServices;

namespace Hitl.Postgres.Clusters;

/// <summary>Finds a PostgreSQL server's programs: on the path, where Debian puts them, or in npm's <c>@embedded-postgres</c> package.</summary>
internal static class PostgresBinaries
{
    private const int OldestMajor = 15;

    /// <summary>The directory of <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>.</summary>
    /// <exception cref="ClusterException">None was found; the message says how to get one.</exception>
    public static string Find(string? nodeModules) =>
        Candidates(nodeModules).FirstOrDefault(HasServer)
        ?? throw new ClusterException(
            $"No PostgreSQL {OldestMajor} or newer was found: install it (Debian: apt-get install postgresql), or npm install @embedded-postgres/{Platform()} under .hitl, or set HITL_POSTGRES to a superuser's connection string.");

    private static IEnumerable<string> Candidates(string? nodeModules)
    {
        foreach (var directory in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            yield return directory;
        const string Debian = "/usr/lib/postgresql";
        if (Directory.Exists(Debian))
        {
            foreach (var version in Directory.GetDirectories(Debian).Where(IsNewEnough).OrderByDescending(Major)) yield return Path.Combine(version, "bin");
        }

        if (nodeModules is not null) yield return Path.Combine(nodeModules, "@embedded-postgres", Platform(), "native", "bin");
    }

    private static bool HasServer(string directory) =>
        File.Exists(Path.Combine(directory, Exe("initdb"))) && File.Exists(Path.Combine(directory, Exe("postgres"))) && File.Exists(Path.Combine(directory, Exe("pg_ctl")));

    private static bool IsNewEnough(string directory) => Major(directory) >= OldestMajor;

    private static int Major(string directory) => int.TryParse(Path.GetFileName(directory), out var major) ? major : 0;

    private static string Exe(string name) => OperatingSystem.IsWindows() ? name + ".exe" : name;

    private static string Platform()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
    }
}
