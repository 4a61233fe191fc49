using Hitl.Escalations.Stages;

namespace Hitl.Escalations.Cards;

/// <summary>Whom no card can reach, however often it is tried.</summary>
public interface ICardReach
{
    /// <summary>How many people of a stage have no card and will get none: Slack refused it for good, or there is nowhere to send it.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="cancel">Stops waiting.</param>
    Task<int> GivenUpAsync(StageKey stage, CancellationToken cancel);
}
