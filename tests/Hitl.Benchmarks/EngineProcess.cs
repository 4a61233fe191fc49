using System.Diagnostics;
using System.Globalization;
using Temporalio.Client;

namespace Hitl.Benchmarks;

/// <summary>The server as a process of its own, so that its memory and processor time are its own.</summary>
internal sealed class EngineProcess : IDisposable
{
    private readonly Process _process;

    private EngineProcess(Process process, string address) => (_process, Address) = (process, address);

    public string Address { get; }

    /// <summary>From spawning to the line that says it listens.</summary>
    public TimeSpan ReadyAfter { get; private init; }

    /// <summary>Resident memory, in bytes.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <param name="database">Connection string; null for the store in memory.</param>
    public static async Task<EngineProcess> StartAsync(string? database)
    {
        var started = Stopwatch.GetTimestamp();
        string[] store = database is null ? [] : ["--db", database];
        var program = Path.Combine(AppContext.BaseDirectory, "hitl-temporal.dll");
        var process = Process.Start(new ProcessStartInfo("dotnet", [program, "server", "start-dev", "--port", "0", .. store]) { RedirectStandardOutput = true })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split("listening on ") is not [_, var address]) continue;
            // What it says later is read and thrown away: what fills a pipe would be left out by the server.
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
            return new(process, address.Trim()) { ReadyAfter = Stopwatch.GetElapsedTime(started) };
        }
        throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The server ended with {process.ExitCode}."));
    }

    public async Task<TemporalClient> ConnectAsync() => await TemporalClient.ConnectAsync(new(Address));

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
