using Hitl.Escalations.Consent;
using Hitl.Escalations.Execution;

namespace Hitl.Activities.Execution;

/// <summary>Reads the state that was approved once more and compares.</summary>
internal sealed class GuardWatch(IReadOnlyList<ConsentGuard> guards, IReadOnlyDictionary<string, IActionTarget> targets)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Reads one guard's state now.</summary>
    public static async Task<StateAnswer> ReadAsync(ConsentGuard guard, IReadOnlyDictionary<string, IActionTarget> targets, CancellationToken cancel) =>
        targets.TryGetValue(guard.Target, out var target)
            ? await target.ReadAsync(new(guard.Host, guard.Read, guard.Arguments, Patience), cancel)
            : new(null, $"no connector is configured for target {guard.Target}");

    /// <summary>Finds what stands against sending; null when every state is as it was approved.</summary>
    /// <remarks>Without the values, which may be about a person: this goes into histories and rows; whoever is asked again is shown both.</remarks>
    public async Task<GuardFinding?> FindChangeAsync(CancellationToken cancel)
    {
        // People who approved although nothing could be read approved whatever it is.
        var watched = guards.Where(guard => guard.Value is not null).ToList();
        var answers = await Task.WhenAll(watched.Select(guard => ReadAsync(guard, targets, cancel)));
        foreach (var (guard, now) in watched.Zip(answers))
        {
            if (now.Value is null) return new(null, $"{guard.Label} could not be read at {guard.Target} ({now.Detail})");
            if (now.Value != guard.Value) return new($"{guard.Label} is not what it was when it was approved.", "");
        }

        return null;
    }
}
