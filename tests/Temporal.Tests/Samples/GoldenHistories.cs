using System.Runtime.CompilerServices;
using Temporalio.Client;
using Temporalio.Common;

namespace Temporal.Tests.Samples;

/// <summary>Histories that every later version has to replay. Never recorded again, only added to.</summary>
internal static class GoldenHistories
{
    private const string Record = "HITL_RECORD_HISTORIES";

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder(), "*.json").Select(Path.GetFileNameWithoutExtension).OfType<string>();

    public static WorkflowHistory Read(string name)
    {
        var history = WorkflowHistory.FromJson(name, File.ReadAllText(Path.Combine(Folder(), name + ".json")));
        // The form has no place for the id, and workflows that name their children after themselves need the true one.
        return history with { Id = history.Events.First().WorkflowExecutionStartedEventAttributes.WorkflowId };
    }

    /// <summary>Keeps a history under a new name if told to by the environment variable.</summary>
    public static async Task KeepAsync(WorkflowHandle handle, string name)
    {
        var path = Path.Combine(Folder(), name + ".json");
        if (Environment.GetEnvironmentVariable(Record) != "1" || File.Exists(path)) return;
        await File.WriteAllTextAsync(path, (await handle.FetchHistoryAsync()).ToJson());
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Histories");
}
