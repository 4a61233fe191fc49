using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Temporalio.Testing;

/// <summary>Downloads a server program and keeps it, under the names other SDKs of Temporal use, for the next start.</summary>
/// <param name="source">The service that says where an archive is; an absolute URL ending in a slash.</param>
/// <param name="time">Judges how old a kept program is.</param>
internal sealed class ServerDownload(Uri source, TimeProvider time)
{
    // The SDK whose API this one has, as the service knows nothing of us.
    private const string SdkName = "sdk-dotnet";
    private const string SdkVersion = "1.11.0";

    // With the process it names each download of this machine, so that two at the same time write no file together.
    private static int _downloads;

    /// <summary>Temporal's own service.</summary>
    internal static ServerDownload Official { get; } = new(new Uri("https://temporal.download/"), TimeProvider.System);

    /// <summary>Path of the program, downloaded unless it is kept already.</summary>
    /// <param name="program">Which program.</param>
    /// <param name="version">A version, <c>latest</c>, or <c>default</c> for the one that fits this SDK.</param>
    /// <param name="directory">Where it is kept; null for the directory for temporary files.</param>
    /// <param name="keptFor">After what time it is downloaded anew; null for never.</param>
    /// <exception cref="InvalidOperationException">It is not there and cannot be downloaded.</exception>
    internal async Task<string> FetchAsync(ServerProgram program, string version, string? directory, TimeSpan? keptFor)
    {
        var name = version == "default" ? $"{SdkName}-{SdkVersion}" : version;
        var path = Path.Combine(directory ?? Path.GetTempPath(), $"{program.File}-{name}{(OperatingSystem.IsWindows() ? ".exe" : "")}");
        if (File.Exists(path) && (keptFor is null || time.GetUtcNow() - File.GetLastWriteTimeUtc(path) < keptFor)) return path;
        var part = string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}-{Interlocked.Increment(ref _downloads)}.downloading");
        try
        {
            using var http = new HttpClient();
            var archive = await http.GetFromJsonAsync<Archive>(Address(program, version), JsonSerializerOptions.Web).ConfigureAwait(false);
            await ExtractAsync(http, archive!, part).ConfigureAwait(false);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(part, (UnixFileMode)0b111_101_101);
            // Whoever downloads at the same time has the same program, and nobody ever sees half of one.
            File.Move(part, path, overwrite: true);
            return path;
        }
        catch (Exception failed) when (failed is HttpRequestException or OperationCanceledException or JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"{program.File} {version} could not be downloaded to {path}: {failed.Message}", failed);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static string Arch => RuntimeInformation.OSArchitecture switch
    {
        Architecture.X64 => "amd64",
        Architecture.Arm64 => "arm64",
        var other => throw new InvalidOperationException($"There is no Temporal server to download for {other}; set ExistingPath"),
    };

    private static string Platform => OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";

    private Uri Address(ServerProgram program, string version)
    {
        var query = $"arch={Arch}&platform={Platform}";
        if (program.Format is { } format) query += $"&format={format}";
        if (version == "default") query += $"&sdk-name={SdkName}&sdk-version={SdkVersion}";
        return new Uri(source, $"{program.Artifact}/{Uri.EscapeDataString(version)}?{query}");
    }

    private static async Task ExtractAsync(HttpClient http, Archive archive, string path)
    {
        var body = await http.GetStreamAsync(archive.ArchiveUrl).ConfigureAwait(false);
        await using var disposed = body.ConfigureAwait(false);
        if (archive.ArchiveUrl.AbsolutePath.EndsWith(".zip", StringComparison.Ordinal))
        {
            await FromZipAsync(body, archive.FileToExtract, path).ConfigureAwait(false);
            return;
        }

        using var plain = new GZipStream(body, CompressionMode.Decompress);
        using var tar = new TarReader(plain);
        while (await tar.GetNextEntryAsync().ConfigureAwait(false) is { } entry)
        {
            if (entry.Name != archive.FileToExtract) continue;
            await entry.ExtractToFileAsync(path, overwrite: true).ConfigureAwait(false);
            return;
        }

        throw Missing(archive.FileToExtract);
    }

    private static async Task FromZipAsync(Stream body, string file, string path)
    {
        using var whole = new MemoryStream();
        await body.CopyToAsync(whole).ConfigureAwait(false);
        using var zip = new ZipArchive(whole, ZipArchiveMode.Read);
        await (zip.GetEntry(file) ?? throw Missing(file)).ExtractToFileAsync(path, overwrite: true).ConfigureAwait(false);
    }

    private static InvalidDataException Missing(string file) => new($"The archive has no {file}.");

    private sealed record Archive(Uri ArchiveUrl, string FileToExtract);
}
