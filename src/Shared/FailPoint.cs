using System.Diagnostics;

// Compiled into each assembly that names points, so that no project has to reference another for it.
namespace Hitl.FailPoints;

/// <summary>Named places where a test ends the process as if the power had gone. Without <c>HITL_FAIL_POINTS</c> a place costs one comparison with null.</summary>
/// <remarks>The variable names a directory; a file there with the name of a point arms it once. What was hit is left behind as <c>name.hit</c>.</remarks>
internal static class FailPoint
{
    private static readonly string? Directory = Environment.GetEnvironmentVariable("HITL_FAIL_POINTS");

    /// <summary>Ends this process with SIGKILL when the point is armed.</summary>
    public static void Hit(string name)
    {
        if (Directory is not null) EndIfArmed(Path.Combine(Directory, name));
    }

    private static void EndIfArmed(string armed)
    {
        if (!File.Exists(armed)) return;
        try
        {
            // Moving the file takes it: of two that come at once, one dies for it.
            File.Move(armed, armed + ".hit");
        }
        catch (FileNotFoundException)
        {
            return;
        }

        using var self = Process.GetCurrentProcess();
        self.Kill();
    }
}
