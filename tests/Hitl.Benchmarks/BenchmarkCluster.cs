using Hitl.Postgres.Clusters;

namespace Hitl.Benchmarks;

/// <summary>A private cluster for one benchmark, with durability on: figures without it would mean nothing.</summary>
internal sealed class BenchmarkCluster : IAsyncDisposable
{
    private readonly string _directory;
    private readonly PrivateCluster _cluster;

    private BenchmarkCluster(string directory, PrivateCluster cluster) => (_directory, _cluster) = (directory, cluster);

    public string Admin => _cluster.AdminConnectionString;

    /// <summary>A directory the server's own user may enter, unlike a temporary subdirectory.</summary>
    public static string NewDirectory(string prefix) => Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), prefix + Guid.NewGuid().ToString("N"))).FullName;

    public static async Task<BenchmarkCluster> StartAsync()
    {
        var directory = NewDirectory("hitl-bench-");
        return new(directory, await PrivateCluster.StartAsync(new(Path.Combine(directory, "postgres")), CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
