using System.Globalization;
using Hitl.Client.Audit;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;

namespace Hitl.Gateway.Audit;

/// <summary>Says to a customer what was decided and why, from the stored facts alone.</summary>
internal static class CustomerWords
{
    public static CustomerExplanation Of(
        StoredRequest stored, Catalog? catalog, IReadOnlyList<StageRecord> stages, IReadOnlyList<Decision> decisions, string howToContest)
    {
        var request = stored.Request;
        var title = catalog is not null && catalog.Actions.TryGetValue(request.Action, out var action) ? action.Title : request.Action.Value;
        var what = request.Amount is { } amount ? $"{title}, {amount}" : title;
        var decided = decisions.Select(decision => Clause(decision, stages)).ToList();
        var isAutomatic = decisions.Count == 0;
        return new(request.Id.Value, request.ReceivedAt, what, Outcome(stored.State), Why(stored.State, isAutomatic), decided, isAutomatic, howToContest);
    }

    private static string Clause(Decision decision, IReadOnlyList<StageRecord> stages)
    {
        var role = decision.Seats is [var seat, ..] ? seat.Value : stages.FirstOrDefault(stage => stage.Key == decision.Stage)?.Definition.Role.Value ?? "a responsible role";
        var verb = decision.Verdict == Verdict.Approve ? "agreed" : "declined";
        return string.Create(CultureInfo.InvariantCulture, $"A person with the role {role} {verb} on {decision.At.UtcDateTime:yyyy-MM-dd} at {decision.At.UtcDateTime:HH:mm} UTC.");
    }

    private static string Outcome(RequestState state) => state switch
    {
        RequestState.Executed => "It was done.",
        RequestState.Denied => "It was declined, and nothing was done.",
        RequestState.Refused => "It was refused, and nothing was done.",
        RequestState.Expired => "It was not decided in time, and nothing was done.",
        RequestState.Withdrawn => "It was withdrawn before it was done.",
        RequestState.Compensated => "It could not be completed; what had been done was undone again.",
        RequestState.PartlyCompensated => "It could not be completed; not everything could be undone, and people are looking at it.",
        RequestState.CompensationFailed or RequestState.Irreversible => "It could not be completed, and what had been done could not be undone; people are looking at it.",
        RequestState.Unknown => "Whether it was done could not be found out; people are looking at it.",
        RequestState.NeverExecuted => "It was agreed to but could not be done.",
        _ => "It has not been settled yet.",
    };

    private static string Why(RequestState state, bool isAutomatic) => state switch
    {
        RequestState.Executed when isAutomatic => "Our rules allow this within fixed bounds, and it lay within them; no person had to decide.",
        RequestState.Refused => "Our rules do not allow this for a request of this kind.",
        RequestState.Expired => "Our rules ask for a person's agreement, and nobody gave it in time; without it nothing is ever done.",
        RequestState.Denied => "Our rules leave this to a person, who declined it.",
        RequestState.Withdrawn => "Whoever asked for it took it back.",
        _ when isAutomatic => "Our rules apply; no person has decided.",
        _ => "Our rules ask for a person's agreement, which was given.",
    };
}
