using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Temporalio.Testing;

namespace Temporal.Tests.Sdk.Testing;

public sealed class ServerDownloadTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("server-download").FullName;
    private readonly List<string> _asked = [];
    private WebApplication _service = null!;
    private ServerDownload _download = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _service = builder.Build();
        _service.Urls.Add("http://127.0.0.1:0");
        _service.MapGet("/cli/{version}", (HttpRequest request) => Archive(request, "cli.tar.gz", "temporal"));
        _service.MapGet("/temporal-test-server/{version}", (HttpRequest request) => Archive(request, "server.zip", "bin/server"));
        _service.MapGet("/cli.tar.gz", () => Results.Bytes(Tar("LICENSE", "temporal")));
        _service.MapGet("/server.zip", () => Results.Bytes(Zip("LICENSE", "bin/server")));
        await _service.StartAsync(TestContext.Current.CancellationToken);
        _download = new ServerDownload(new Uri(_service.Urls.Single() + "/"), TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task A_server_is_downloaded_once_and_may_be_run()
    {
        var first = await _download.FetchAsync(ServerProgram.Dev, "default", _directory, null);
        var again = await _download.FetchAsync(ServerProgram.Dev, "default", _directory, TimeSpan.FromHours(1));

        Assert.Equal(first, again);
        Assert.Equal("this is temporal", await File.ReadAllTextAsync(first, TestContext.Current.CancellationToken));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(first).HasFlag(UnixFileMode.UserExecute));
        Assert.Equal([first], Directory.GetFiles(_directory));
        Assert.Contains("format=tar.gz&sdk-name=sdk-dotnet&sdk-version=", Assert.Single(_asked), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_is_kept_under_its_own_name_and_a_zip_is_read_too()
    {
        var path = await _download.FetchAsync(ServerProgram.TimeSkipping, "v1.2.3", _directory, null);

        Assert.Equal(Path.Combine(_directory, "temporal-test-server-v1.2.3"), path);
        Assert.Equal("this is bin/server", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.StartsWith("/temporal-test-server/v1.2.3?arch=", Assert.Single(_asked), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_older_than_it_may_be_is_downloaded_anew()
    {
        var path = await _download.FetchAsync(ServerProgram.Dev, "latest", _directory, null);
        File.SetLastWriteTimeUtc(path, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        await _download.FetchAsync(ServerProgram.Dev, "latest", _directory, TimeSpan.FromDays(1));

        Assert.Equal(2, _asked.Count);
    }

    [Fact]
    public async Task A_failed_download_leaves_nothing_and_says_what_it_was()
    {
        await _service.StopAsync(TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => _download.FetchAsync(ServerProgram.Dev, "v9", _directory, null));

        Assert.Contains("temporal v9 could not be downloaded", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_directory));
    }

    private IResult Archive(HttpRequest request, string archive, string file)
    {
        _asked.Add(request.Path + request.QueryString);
        return Results.Json(new { archiveUrl = $"{_service.Urls.Single()}/{archive}", fileToExtract = file });
    }

    private static byte[] Tar(params string[] files)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionMode.Compress, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
        {
            foreach (var file in files) tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, file) { DataStream = Content(file) });
        }

        return bytes.ToArray();
    }

    private static byte[] Zip(params string[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in files)
            {
                using var entry = zip.CreateEntry(file).Open();
                Content(file).CopyTo(entry);
            }
        }

        return bytes.ToArray();
    }

    private static MemoryStream Content(string file) => new(Encoding.UTF8.GetBytes($"this is {file}"));
}
