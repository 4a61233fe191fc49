using System.Collections.Concurrent;
using System.Diagnostics;

namespace Hitl.EndToEndTests.Processes;

/// <summary>One process of the system under test: started from its own executable, killed without warning, started again.</summary>
internal sealed class SystemProcess(string name, string assembly, Func<IEnumerable<string>> arguments, Func<IReadOnlyDictionary<string, string>> environment, Uri? ready)
    : IDisposable
{
    private readonly ConcurrentQueue<string> _lines = new();
    private Process? _process;

    public string Name => name;

    public string Log => string.Join('\n', _lines.TakeLast(60));

    public int Id => _process?.Id ?? throw new InvalidOperationException($"{name} was never started.");

    public bool IsRunning => _process is { HasExited: false };

    public void Start()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, assembly));
        foreach (var argument in arguments()) start.ArgumentList.Add(argument);
        foreach (var (key, value) in environment()) start.Environment[key] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{name} did not start.");
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
    }

    public async Task ReadyAsync(CancellationToken cancel)
    {
        if (ready is null) return;
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        await Waiting.UntilAsync($"{name} to be ready", async () =>
        {
            if (_process is null or { HasExited: true }) throw new InvalidOperationException($"{name} ended at its start:\n{Log}");
            try
            {
                using var answer = await http.GetAsync(ready, cancel);
                return answer.IsSuccessStatusCode;
            }
            catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
            {
                return false;
            }
        }, TimeSpan.FromSeconds(60), cancel);
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync(CancellationToken cancel)
    {
        var process = _process ?? throw new InvalidOperationException($"{name} was never started.");
        process.Kill();
        await process.WaitForExitAsync(cancel);
    }

    /// <summary>Completes when the process has ended, whoever ended it.</summary>
    public Task DiedAsync(CancellationToken cancel) => (_process ?? throw new InvalidOperationException($"{name} was never started.")).WaitForExitAsync(cancel);

    public void Dispose()
    {
        if (_process is { HasExited: false } running) running.Kill(entireProcessTree: true);
        _process?.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        _lines.Enqueue(line);
        if (_lines.Count > 500) _lines.TryDequeue(out _);
    }
}
