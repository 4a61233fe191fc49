using System.Globalization;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;

namespace Hitl.Escalations.Decisions;

/// <summary>The authority check at the click. Pure: it reads only the attempt, and the inbox still has the last word on races.</summary>
public static class DecisionRules
{
    /// <summary>Longest reason, in UTF-16 characters.</summary>
    public const int MaxReasonLength = 1_000;

    /// <summary>Judges a click.</summary>
    /// <returns>Null when the decision may be committed; otherwise why not, in words for the person who clicked.</returns>
    public static DecisionRefusal? Check(DecisionAttempt attempt)
    {
        if (attempt.Token is not { } token || attempt.Request is not { } stored || token.Stage.Request != stored.Request.Id) return Invalid();
        if (!attempt.IsFromOurCard)
            return new(DecisionRefusals.WrongMessage, "This button is not on the card we sent. Use the card in your direct messages, or the console.", []);
        if (token.Stage.Revision < stored.Request.Revision)
            return new(DecisionRefusals.Superseded, "The request was changed after this card was sent. Decide on its current card.", []);
        var stage = attempt.Stages.FirstOrDefault(s => s.Key == token.Stage);
        if (stage is null || stored.Evaluation?.Consent is not { } consent || !ShowsCurrentDigest(token, stored)) return Invalid();

        return OwnEarlier(attempt, stage, consent)
            ?? Authority(attempt, stage, consent.Conflicted, consent.Actor)
            ?? Closed(attempt, stored, stage)
            ?? (token.ExpiresAt <= attempt.Now ? Invalid() : null)
            ?? ReasonProblem(attempt);
    }

    /// <summary>Where the person of an attempt stands; also whom they cover for, which belongs on the decision.</summary>
    /// <returns>Null when the attempt names no stage.</returns>
    public static StageStanding? Standing(DecisionAttempt attempt) =>
        attempt.Stages.FirstOrDefault(s => s.Key == attempt.Token?.Stage) is { } stage && attempt.Request?.Evaluation?.Consent is { } consent
            ? StageEligibility.Of(attempt.Person, stage, attempt.Role, consent.Conflicted, attempt.Identities)
            : null;

    /// <summary>For which roles a decision of this attempt counts; null where the stage asks one role.</summary>
    public static IReadOnlyList<RoleId>? Seats(DecisionAttempt attempt) =>
        attempt.Stages.FirstOrDefault(s => s.Key == attempt.Token?.Stage) is { Definition.Shares: not null } stage ? StageRoles.SeatsOf(attempt.Person, stage, attempt.Roles) : null;

    /// <summary>The answer to somebody whose earlier decision stands, such as <c>You approved this at 10:03:12.</c> Times are UTC.</summary>
    public static DecisionRefusal AlreadyDecided(Decision earlier, PersonId person)
    {
        var who = earlier.Person == person ? "You" : $"You (as {earlier.Person})";
        return new(DecisionRefusals.AlreadyDecided, $"{who} {Past(earlier.Verdict).ToLowerInvariant()} this at {Time(earlier.At)}.", []);
    }

    /// <summary>The answer to a click on a stage that has closed, such as <c>Denied by ben at 10:03:12.</c> Times are UTC.</summary>
    /// <param name="status">How the stage ended.</param>
    /// <param name="closedBy">The decision that settled it; null when none did.</param>
    /// <param name="state">Where the request stands.</param>
    public static DecisionRefusal StageClosed(StageStatus status, Decision? closedBy, RequestState state)
    {
        var message = closedBy is not null ? $"{Past(closedBy.Verdict)} by {closedBy.Person} at {Time(closedBy.At)}."
            : status switch
            {
                StageStatus.Escalated when state == RequestState.Deciding => "Nobody decided in time, so the next stage is being asked.",
                StageStatus.Skipped when state == RequestState.Deciding => "This stage was passed, and the next one is being asked.",
                _ => StateSentence(state),
            };
        return new(DecisionRefusals.Closed, message, []);
    }

    private static DecisionRefusal Invalid() => new(
        DecisionRefusals.TokenInvalid, "This button is not valid (it was changed, has expired or belongs to something else). Open the request in the console.", []);

    private static bool ShowsCurrentDigest(CardToken token, StoredRequest stored) =>
        token.Stage.Revision == stored.Request.Revision
        && token.Digest.Length == CardToken.DigestLength
        && stored.Digest?.StartsWith(token.Digest, StringComparison.Ordinal) == true;

    // Where every stage must agree, a person who agreed in one cannot be another one's voice as well.
    private static DecisionRefusal? OwnEarlier(DecisionAttempt attempt, StageRecord stage, ConsentRecord consent) =>
        attempt.Decisions.FirstOrDefault(d => (d.Stage == stage.Key || consent.Path is { NeedsEveryStage: true }) && attempt.Identities.AreSame(d.Person, attempt.Person)) is { } earlier
            ? AlreadyDecided(earlier, attempt.Person)
            : null;

    private static DecisionRefusal? Authority(DecisionAttempt attempt, StageRecord stage, IReadOnlyList<PersonId> conflicted, ActorId actor)
    {
        var standing = StageEligibility.Of(attempt.Person, stage, attempt.Role, conflicted, attempt.Identities);
        if (standing.MayDecide) return null;
        var others = StageEligibility.WhoCan(stage, attempt.Role, conflicted, attempt.Identities);
        var names = others.Count == 0 ? "" : $": {string.Join(", ", others)}";
        return standing.Kind switch
        {
            StageStandingKind.Conflicted => new(
                DecisionRefusals.Conflict, $"You asked for this (through agent {actor}). Someone else must decide{names}.", others),
            StageStandingKind.Undetermined => new(
                DecisionRefusals.Undetermined, "We cannot find out just now who may decide this. Nothing was decided; try again in a minute.", []),
            _ => new(DecisionRefusals.NotAllowed, $"Only members of {stage.Definition.Role} and their coverage may decide this{names}.", others),
        };
    }

    private static DecisionRefusal? Closed(DecisionAttempt attempt, StoredRequest stored, StageRecord stage)
    {
        if (stored.State == RequestState.Deciding && stage.Status == StageStatus.Open) return null;
        var settling = stage.Status switch
        {
            StageStatus.Denied => attempt.Decisions.LastOrDefault(d => d.Stage == stage.Key && d.Verdict == Verdict.Deny),
            StageStatus.Approved => attempt.Decisions.LastOrDefault(d => d.Stage == stage.Key && d.Verdict == Verdict.Approve),
            _ => null,
        };
        var refusal = StageClosed(stage.Status, settling, stored.State);
        var isOvertaken = stored.State == RequestState.Deciding && attempt.Stages.Any(s => s.Key.Ordinal > stage.Key.Ordinal && s.Status == StageStatus.Open);
        return isOvertaken ? refusal with { Code = DecisionRefusals.Superseded } : refusal;
    }

    private static DecisionRefusal? ReasonProblem(DecisionAttempt attempt)
    {
        if (attempt.ReasonCode is { } code && (attempt.Verdict != Verdict.Deny || !attempt.DenyReasons.ContainsKey(code)))
            return new(DecisionRefusals.ReasonRequired, "The catalog has no such reason to deny this. Choose one of its list, or write your own.", []);
        if (attempt.Verdict == Verdict.Deny && attempt.ReasonCode is null && string.IsNullOrWhiteSpace(attempt.Reason))
            return new(DecisionRefusals.ReasonRequired, "Say why you deny this; the agent is told your reason.", []);
        if (attempt.Reason.Length > MaxReasonLength)
            return new(DecisionRefusals.ReasonRequired, $"The reason has {attempt.Reason.Length} characters; at most {MaxReasonLength} are kept.", []);
        return TextRules.FirstForbidden(attempt.Reason, TextProfile.Prose) is { } forbidden
            ? new(DecisionRefusals.ReasonRequired, $"The reason has a character that cannot be shown safely: {forbidden}. Remove it.", [])
            : null;
    }

    private static string Past(Verdict verdict) => verdict == Verdict.Approve ? "Approved" : "Denied";

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    private static string StateSentence(RequestState state) => state switch
    {
        RequestState.Received => "The request is not open for decisions yet.",
        RequestState.Deciding => "This stage has ended.",
        RequestState.Approved => "The request has been approved.",
        RequestState.Executing => "The request is being executed.",
        RequestState.Compensating => "A step failed and the request is being undone.",
        RequestState.WaitingForOps => "The request waits for ops.",
        RequestState.Executed => "The request has been executed.",
        RequestState.Compensated => "A step failed and everything was undone.",
        RequestState.PartlyCompensated => "A step failed and part of it could not be undone.",
        RequestState.CompensationFailed => "A step failed and what was done could not be undone.",
        RequestState.Irreversible => "A step failed and what was done has no way back.",
        RequestState.Unknown => "It was closed without knowing whether it took effect.",
        RequestState.NeverExecuted => "It was approved, but the target refused it; nothing took effect.",
        RequestState.Refused => "The catalog refused the request.",
        RequestState.Denied => "The request has been denied.",
        RequestState.Expired => "Nobody decided in time; the request was refused.",
        RequestState.Withdrawn => "The agent withdrew the request.",
        RequestState.Shadowed => "The request was decided on paper only; nothing of it can run.",
        _ => $"The request is {state}.",
    };
}
