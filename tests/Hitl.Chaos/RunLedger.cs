using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hitl.Chaos;

/// <summary>What the driver did and was told, one fsynced JSON line each: the truth that the system is held against, and that it never sees.</summary>
internal sealed class RunLedger : IDisposable
{
    private readonly Lock _gate = new();
    private readonly FileStream _file;
    private readonly TimeProvider _clock;
    private readonly long _started;

    public RunLedger(string directory, TimeProvider clock)
    {
        Directory.CreateDirectory(directory);
        _file = new(Path.Combine(directory, FileName), FileMode.Create, FileAccess.Write, FileShare.Read);
        (_clock, _started) = (clock, clock.GetTimestamp());
    }

    public static string FileName => "ledger.jsonl";

    public void Write(string what, JsonObject facts)
    {
        var line = new JsonObject { ["t"] = Math.Round(_clock.GetElapsedTime(_started).TotalSeconds, 3), ["what"] = what };
        foreach (var (name, value) in facts) line[name] = value?.DeepClone();
        var bytes = Encoding.UTF8.GetBytes(line.ToJsonString() + "\n");
        lock (_gate)
        {
            _file.Write(bytes);
            _file.Flush(flushToDisk: true);
        }
    }

    public static IReadOnlyList<JsonObject> Read(string directory) =>
        [.. File.ReadLines(Path.Combine(directory, FileName)).Select(line => JsonNode.Parse(line)!.AsObject())];

    /// <summary>Keeps a list for the checker, beside the ledger.</summary>
    public static void Keep<T>(string directory, string name, T value) => File.WriteAllText(Path.Combine(directory, name + ".json"), JsonSerializer.Serialize(value));

    public static JsonNode Kept(string directory, string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(directory, name + ".json")))!;

    public void Dispose() => _file.Dispose();
}
