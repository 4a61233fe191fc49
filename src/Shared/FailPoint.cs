using System.Diagnostics;

// Compiled into each assembly that names points, so that no project has to reference another for it.
namespace Hitl.FailPoints;

// Named places where a test ends the process as if the power had gone. Without HITL_FAIL_POINTS a place costs one comparison with null.
// The variable names a directory; a file there with the name of a point arms it once. What was hit is left behind as name.hit.
// No XML comments here: one and the same member in several assemblies would stand twice in the API's description.
internal static class FailPoint
{
    private static readonly string? Directory = Environment.GetEnvironmentVariable("HITL_FAIL_POINTS");

    public static void Hit(string name)
    {
        if (Directory is not null) EndIfArmed(Path.Combine(Directory, name));
    }

    private static void EndIfArmed(string armed)
    {
        if (!File.Exists(armed)) return;
        try
        {
            // Moving the file takes it: of two that come at once, one dies for it. A point that is armed again was hit before.
            File.Move(armed, armed + ".hit", overwrite: true);
        }
        catch (FileNotFoundException)
        {
            return;
        }

        using var self = Process.GetCurrentProcess();
        self.Kill();
    }
}
