namespace Hitl.Local.Settings;

/// <summary>Files that hold secrets: readable by their owner only, and never half written.</summary>
internal static class PrivateFile
{
    /// <summary>Writes beside and renames, so that a kill in between leaves the old file whole.</summary>
    public static void Write(string path, string text)
    {
        var next = path + ".next";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(next, options))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
    }
}
