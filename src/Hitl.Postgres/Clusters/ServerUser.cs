using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Hitl.Postgres.Clusters;

/// <summary>Runs PostgreSQL's programs as somebody who is not root: the server refuses to run as root.</summary>
internal static class ServerUser
{
    private static readonly string? Name = Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows() ? FirstExisting("postgres", "nobody") : null;

    /// <summary>Gives a directory to the server's user; nothing to do when we are not root.</summary>
    public static async Task OwnAsync(string directory, CancellationToken cancel)
    {
        if (Name is null) return;
        await RunPlainAsync("chown", ["-R", Name, directory], cancel);
    }

    /// <summary>
    /// The directory itself, or, when the server's user cannot reach it (a checkout under /root), one under /var/lib/hitl named for it.
    /// </summary>
    public static string Reachable(string directory)
    {
        if (Name is null || OperatingSystem.IsWindows()) return directory;
        for (var above = Directory.GetParent(directory); above is not null; above = above.Parent)
        {
            if (above.Exists && (File.GetUnixFileMode(above.FullName) & UnixFileMode.OtherExecute) == 0)
                return Path.Combine("/var/lib/hitl", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(directory)))[..12]);
        }

        return directory;
    }

    /// <summary>Runs one program to its end: its exit code and everything it wrote.</summary>
    public static Task<(int ExitCode, string Output)> RunAsync(string program, IEnumerable<string> arguments, string directory, CancellationToken cancel) =>
        Name is null
            ? ExecuteAsync(program, arguments, directory, cancel)
            : ExecuteAsync("runuser", ["-u", Name, "--", program, .. arguments], directory, cancel);

    private static async Task RunPlainAsync(string program, IEnumerable<string> arguments, CancellationToken cancel)
    {
        var (code, output) = await ExecuteAsync(program, arguments, "/", cancel);
        if (code != 0) throw new ClusterException($"{program} failed: {OneLine(output)}");
    }

    private static async Task<(int ExitCode, string Output)> ExecuteAsync(
        string program, IEnumerable<string> arguments, string directory, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["LC_ALL"] = "C";
        start.Environment.Remove("PGDATA");
        using var process = Process.Start(start) ?? throw new ClusterException($"{program} could not be started.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        var errors = process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>The last thing a program said, on one line.</summary>
    public static string OneLine(string output) =>
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "it said nothing";

    private static string? FirstExisting(params string[] users)
    {
        var known = File.Exists("/etc/passwd") ? File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).ToHashSet() : [];
        return users.FirstOrDefault(known.Contains)
            ?? throw new ClusterException("PostgreSQL refuses to run as root, and there is no user 'postgres' or 'nobody': run as an ordinary user.");
    }
}
