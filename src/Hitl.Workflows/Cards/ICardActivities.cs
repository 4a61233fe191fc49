using Hitl.Escalations.Stages;
using Temporalio.Activities;

namespace Hitl.Workflows.Cards;

/// <summary>Brings a stage's cards to people.</summary>
public interface ICardActivities
{
    /// <summary>Posts the stage's cards that are due. At least once: a card with a lost answer is looked for before it is posted again.</summary>
    /// <returns>How many people the stage has reached so far: those with a card, and those who decide in the console and get none. −1 when nobody was reached and nobody can be.</returns>
    [Activity("deliver-cards")]
    Task<int> DeliverAsync(StageKey stage);
}
