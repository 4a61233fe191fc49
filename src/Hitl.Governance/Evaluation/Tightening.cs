using Hitl.Escalations.Requests;
using Hitl.Escalations.Reservations;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;

namespace Hitl.Governance.Evaluation;

/// <summary>Makes an answer stricter for what the rules alone cannot see: limits, other requests, an unknown version. It never makes one milder.</summary>
internal static class Tightening
{
    public static Ruling Apply(Catalog catalog, CompiledAction action, ActionRequest request, EvaluationFacts facts, Ruling byRules)
    {
        var ruling = byRules;
        if (ruling.Outcome == EvaluationOutcome.Refused) return ruling;
        foreach (var standing in facts.Limits.Where(limit => limit.IsOver))
        {
            var limit = catalog.Limits.FirstOrDefault(known => known.Id == standing.Limit);
            ruling = Raise(ruling, standing.IsHard ? null : action.PathOf(limit?.OverPath), LimitWords.Passed(standing));
        }

        foreach (var other in facts.Conflicts)
        {
            var conflict = catalog.Conflicts.FirstOrDefault(known => known.Id == other.Conflict);
            // What was serialised has waited already; standing here again it would run beside the other one.
            ruling = Raise(ruling, conflict is { Serialises: false } ? action.PathOf(conflict.Path) : null, $"another request about the same {Subject(other)} is under way ({other})");
        }

        foreach (var guard in action.Action.Guards)
        {
            if (facts.Guards.FirstOrDefault(reading => reading.Guard == guard.Name) is { } reading && GuardWords.Doubt(guard, reading) is { } doubt)
                ruling = Raise(ruling, action.RaisePath(), doubt);
        }

        if (facts.UndoingInDoubt is { } why && ruling.ByRules == EvaluationOutcome.Allowed) ruling = Raise(ruling, action.RaisePath(), why);
        return ruling.ByRules == EvaluationOutcome.Allowed && IsCanary(catalog, request) ? Canary(action, request, ruling) : ruling;
    }

    public static bool IsCanary(Catalog catalog, ActionRequest request) =>
        catalog.Actors.TryGetValue(request.Actor, out var actor) && actor.Versions.Count > 0
        && (request.Agent.Version is not { } version || !actor.Versions.Contains(version, StringComparer.Ordinal));

    private static Ruling Canary(CompiledAction action, ActionRequest request, Ruling ruling)
    {
        var raised = Raise(ruling, action.RaisePath(), $"version {request.Agent.Version ?? "(none named)"} of {request.Actor} is not one the catalog knows, so people decide everything");
        return raised with { Canary = new(request.Agent.Version, ruling.ByRules) };
    }

    private static Ruling Raise(Ruling ruling, EscalationPath? path, string why)
    {
        var reasons = ruling.Tightened is { } earlier ? $"{earlier}; {why}" : why;
        if (ruling.Outcome == EvaluationOutcome.Refused || path is null) return ruling with { Outcome = EvaluationOutcome.Refused, Path = null, Tightened = reasons };
        // Passing a limit must never lower the bar that the rules already set.
        var demanding = ruling.Path is { } set && set.Demand >= path.Demand ? set : path;
        return ruling with { Outcome = EvaluationOutcome.Ask, Path = demanding, Tightened = reasons };
    }

    private static string Subject(ConflictingRequest other) => other.Subject.Replace("=", " ", StringComparison.Ordinal);
}
