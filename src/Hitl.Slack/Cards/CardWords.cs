using System.Globalization;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;

namespace Hitl.Slack.Cards;

/// <summary>The sentences of a card. They are made of our words, catalog names in plain characters, numbers and times; never of free text.</summary>
internal static class CardWords
{
    public static string Standing(CardFace face)
    {
        if (face.IsOpen) return string.Create(CultureInfo.InvariantCulture, $"Your decision is needed before {Time(face.Deadline)}. {Needed(face)}");
        if (face.Superseded is { } why) return string.Create(CultureInfo.InvariantCulture, $"Nothing to decide here any more: this was revision {face.Key.Stage.Revision}. {Plain(why)}");
        if (face.State != RequestState.Deciding) return $"Nothing to decide any more: {State(face.State)}.";
        return face.StageStatus switch
        {
            StageStatus.Open => "You have decided. Others are still being asked.",
            StageStatus.Approved => "Nothing to decide any more: approved.",
            StageStatus.Denied => "Nothing to decide any more: denied.",
            StageStatus.Withdrawn => "Nothing to decide any more: the agent withdrew it.",
            _ => "Nothing to decide here any more: the next people are being asked.",
        };
    }

    public static string Terms(CardFace face) => string.Create(
        CultureInfo.InvariantCulture,
        $"Risk: {Plain(face.Risk)}. Reversibility: {Plain(face.Reversibility)}. Request {face.Key.Stage.Request}, revision {face.Key.Stage.Revision}, fingerprint {face.Digest[..12]}.");

    public static string Consequences(CardFace face)
    {
        var path = face.Consent.Path;
        var next = path is not null && face.Key.Stage.Ordinal < path.Stages.Count
            ? $"the next people are asked ({Plain(path.Stages[face.Key.Stage.Ordinal].Role.Value)})"
            : "the request is refused";
        var approve = StageWords.Approve(face);
        return $"If you approve: {approve}, after one more check. If you deny: {StageWords.Deny(face)}. If nobody decides by {Time(face.Deadline)}: {next}; it is never approved by silence.";
    }

    public static string TooLong(Uri? console) =>
        $"This card cannot show everything that would run, so it has no buttons. Read it in full and decide in the console{(console is null ? "" : $": {console.Authority}")}.";

    public static string Notification(CardFace face)
    {
        var amount = face.Consent.Amount is { } money ? $", {money}" : "";
        return face.IsOpen
            ? $"Decision needed before {Time(face.Deadline)}: {Plain(face.Title)}{amount}"
            : face.Superseded is not null ? $"{Plain(face.Title)}{amount}: changed, see the current card"
            : $"{Plain(face.Title)}{amount}: {(face.State == RequestState.Deciding ? "nothing to decide for you" : State(face.State))}";
    }

    public static string Reminder(CardFace face) => $"Reminder: this still needs a decision before {Time(face.Deadline)}.";

    private static string Needed(CardFace face)
    {
        var approvals = face.Decisions.Count(decision => decision.Stage == face.Key.Stage);
        return StageWords.Needed(face, approvals);
    }

    /// <summary>A state as people say it.</summary>
    public static string State(RequestState state) => state switch
    {
        RequestState.Received => "it is being looked at",
        RequestState.Deciding => "people are being asked",
        RequestState.Approved => "approved, not started",
        RequestState.Executing => "approved, being executed",
        RequestState.Compensating => "a step failed, being undone",
        RequestState.WaitingForOps => "approved, waiting for ops",
        RequestState.Executed => "executed",
        RequestState.Compensated => "a step failed and everything was undone",
        RequestState.PartlyCompensated => "a step failed and not everything could be undone",
        RequestState.CompensationFailed => "a step failed and what was done could not be undone",
        RequestState.Irreversible => "a step failed and what was done has no way back",
        RequestState.Unknown => "closed without knowing whether it took effect",
        RequestState.NeverExecuted => "approved, but nothing took effect",
        RequestState.Refused => "refused",
        RequestState.Denied => "denied",
        RequestState.Expired => "nobody decided in time, so it was refused",
        RequestState.Withdrawn => "withdrawn by the agent",
        RequestState.Shadowed => "a shadow: decided on paper only",
        _ => "ended",
    };

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    // Catalog names in sentences: letters, digits and the few signs no reader of markup cares about.
    public static string Plain(string text) =>
        ShownText.Clip(new string([.. ShownText.Line(text).Select(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or ',' or '(' or ')' or '\'' or '’' ? c : ' ')]), 120);
}
