using System.Text.Json.Nodes;

namespace Hitl.Local.Story;

/// <summary>The targets' own records and fault switches; the system under test never sees either.</summary>
public sealed class TargetsDriver(HttpClient sandbox)
{
    /// <summary>Effects a target really did to one subject (a charge, a customer), oldest first.</summary>
    public async Task<IReadOnlyList<JsonObject>> EffectsAsync(string target, string subject, CancellationToken cancel) =>
        [.. (await LedgerAsync(target, cancel))["effects"]!.AsArray().OfType<JsonObject>().Where(effect => (string?)effect["subject"] == subject)];

    /// <summary>How many write calls that mention the subject reached a target.</summary>
    public async Task<int> AttemptsAsync(string target, string subject, CancellationToken cancel) =>
        (await LedgerAsync(target, cancel))["attempts"]!.AsArray().OfType<JsonObject>()
            .Count(attempt => attempt.ToJsonString().Contains(subject, StringComparison.Ordinal));

    /// <summary>Adds a fault for calls that mention the subject.</summary>
    /// <param name="target">The target.</param>
    /// <param name="kind">A kind the sandbox knows, such as <c>down</c> or <c>timeout_after</c>.</param>
    /// <param name="only">The subject.</param>
    /// <param name="times">How many calls; null until cleared.</param>
    /// <param name="cancel">Stops waiting.</param>
    public async Task FaultAsync(string target, string kind, string only, int? times, CancellationToken cancel)
    {
        var rule = new JsonObject { ["kind"] = kind, ["only"] = only };
        if (times is not null) rule["times"] = times;
        using var answer = await sandbox.PostAsJsonAsync($"_sandbox/faults/targets/{target}", rule, cancel);
        if (!answer.IsSuccessStatusCode) throw new StoryFailedException($"The sandbox refused the fault {kind}: {await answer.Content.ReadAsStringAsync(cancel)}");
    }

    /// <summary>Removes every fault of a target that is bound to the subject; others stay.</summary>
    public async Task HealAsync(string target, string only, CancellationToken cancel)
    {
        var path = $"_sandbox/faults/targets/{target}";
        var listed = await sandbox.GetFromJsonAsync<JsonObject>(path, cancel);
        var kept = listed!["rules"]!.AsArray().OfType<JsonObject>().Where(rule => (string?)rule["only"] != only).Select(rule => (JsonNode)rule.DeepClone()).ToArray();
        using var answer = kept.Length == 0
            ? await sandbox.DeleteAsync(path, cancel)
            : await sandbox.PutAsJsonAsync(path, new JsonArray(kept), cancel);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<JsonObject> LedgerAsync(string target, CancellationToken cancel) =>
        (await sandbox.GetFromJsonAsync<JsonObject>($"_sandbox/targets/{target}/ledger", cancel))!;
}
