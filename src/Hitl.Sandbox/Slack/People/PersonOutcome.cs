using Hitl.Sandbox.Slack.Delivery;

namespace Hitl.Sandbox.Slack.People;

/// <summary>How something a person did turned out.</summary>
/// <param name="Refusal">Why Slack itself did not even send it: no_such_user, no_such_control, no_such_view, input_missing …; null when sent.</param>
/// <param name="Shown">What Slack tells the person about a delivery that failed; null when it went well.</param>
internal sealed record PersonOutcome(string? Refusal, IReadOnlyList<Attempt> Attempts, string? Shown)
{
    /// <summary>Errors under the inputs of a modal, by block_id.</summary>
    public System.Text.Json.Nodes.JsonObject? Errors { get; init; }

    public bool Delivered => Attempts.Count > 0 && Attempts[0].Succeeded;

    public static PersonOutcome Refused(string refusal) => new(refusal, [], null);

    public static PersonOutcome Of(IReadOnlyList<Attempt> attempts, string whenFailed) =>
        new(null, attempts, attempts[0].Succeeded ? null : whenFailed);
}
