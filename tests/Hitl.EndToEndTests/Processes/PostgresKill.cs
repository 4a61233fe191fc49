using System.Diagnostics;
using System.Globalization;

namespace Hitl.EndToEndTests.Processes;

/// <summary>SIGKILL for a postmaster and every one of its children: the database ends as if the power had gone.</summary>
internal static class PostgresKill
{
    public static async Task KillAllAsync(string dataDirectory, CancellationToken cancel)
    {
        var postmaster = int.Parse(File.ReadLines(Path.Combine(dataDirectory, "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        var children = Process.GetProcesses().Where(process => Parent(process.Id) == postmaster).ToList();
        foreach (var process in children.Prepend(Process.GetProcessById(postmaster)))
        {
            try
            {
                process.Kill();
                await process.WaitForExitAsync(cancel);
            }
            catch (InvalidOperationException)
            {
                // It ended between being listed and being killed, which is what was wanted.
                continue;
            }
        }
    }

    private static int Parent(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(text[(text.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
