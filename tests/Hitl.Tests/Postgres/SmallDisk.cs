using System.Diagnostics;
using Npgsql;

namespace Hitl.Tests.Postgres;

/// <summary>A disk of a few megabytes for one database. Where mounting is allowed it is a real file system in memory, elsewhere the
/// server is made to answer as it does when a disk is full.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const string Size = "64m";

    private readonly string _admin;
    private readonly string _path;

    private SmallDisk(string admin, string path, bool isReal) => (_admin, _path, IsReal) = (admin, path, isReal);

    public bool IsReal { get; }

    /// <summary>What "create database" needs to put the database there; empty when the disk is not real.</summary>
    public string Tablespace => IsReal ? " tablespace " + Name : "";

    private string Name => Path.GetFileName(_path).Replace('-', '_');

    public static async Task<SmallDisk> MakeAsync(string admin)
    {
        var path = Path.Combine(Path.GetTempPath(), $"hitl-small-{Guid.NewGuid():N}");
        Directory.CreateDirectory(path);
        var isReal = Environment.IsPrivilegedProcess && await RunAsync("mount", "-t", "tmpfs", "-o", $"size={Size},mode=0777", "tmpfs", path);
        var disk = new SmallDisk(admin, path, isReal);
        if (!isReal) return disk;
        Directory.CreateDirectory(Path.Combine(path, "space"));
        await RunAsync("chown", "postgres", Path.Combine(path, "space"));
        await PostgresCluster.ExecuteAsync(admin, $"create tablespace {disk.Name} location '{Path.Combine(path, "space")}'");
        return disk;
    }

    /// <summary>Uses up every byte that is left.</summary>
    public async Task FillAsync(string database)
    {
        if (!IsReal)
        {
            await PostgresCluster.ExecuteAsync(database, """
                create or replace function public.disk_is_full() returns trigger language plpgsql as
                    $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
                create trigger full_disk before insert on hitl.idempotency_key for each statement execute function public.disk_is_full();
                create trigger full_disk before insert on hitl.decision for each statement execute function public.disk_is_full();
                create trigger full_disk before insert on hitl.effect for each statement execute function public.disk_is_full();
                """);
            return;
        }

        await PostgresCluster.ExecuteAsync(database, "create unlogged table public.filler (bytes text); alter table public.filler alter column bytes set storage external");
        foreach (var size in new[] { 1_000_000, 100_000, 8_000, 100 })
        {
            while (await TakesAsync(database, size))
            {
            }
        }
    }

    /// <summary>Gives the space back; nobody restarts anything.</summary>
    public Task FreeAsync(string database) => PostgresCluster.ExecuteAsync(
        database,
        IsReal
            ? "drop table public.filler"
            : "drop trigger full_disk on hitl.idempotency_key; drop trigger full_disk on hitl.decision; drop trigger full_disk on hitl.effect");

    public async ValueTask DisposeAsync()
    {
        if (IsReal)
        {
            await PostgresCluster.ExecuteAsync(_admin, $"drop tablespace {Name}");
            await RunAsync("umount", _path);
        }

        Directory.Delete(_path, recursive: true);
    }

    private static async Task<bool> TakesAsync(string database, int size)
    {
        try
        {
            await PostgresCluster.ExecuteAsync(database, $"insert into public.filler select repeat(md5(random()::text), {size / 32}) from generate_series(1, 4)");
            return true;
        }
        catch (PostgresException full) when (full.SqlState == PostgresErrorCodes.DiskFull)
        {
            return false;
        }
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
