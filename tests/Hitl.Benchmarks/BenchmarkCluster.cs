using Hitl.Postgres.Clusters;

namespace Hitl.Benchmarks;

/// <summary>A private cluster for one benchmark, with durability on: figures without it would mean nothing.</summary>
internal sealed class BenchmarkCluster : IAsyncDisposable
{
    private readonly string _directory;
    private readonly PrivateCluster _cluster;

    private BenchmarkCluster(string directory, PrivateCluster cluster) => (_directory, _cluster) = (directory, cluster);

    public string Admin => _cluster.AdminConnectionString;

    public static async Task<BenchmarkCluster> StartAsync()
    {
        var directory = Directory.CreateTempSubdirectory("hitl-bench-").FullName;
        return new(directory, await PrivateCluster.StartAsync(new(Path.Combine(directory, "postgres")), CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
