using Hitl.Escalations.Cards;

namespace Hitl.Escalations.Desk;

/// <summary>Where desk cards are shown. Posting is at least once.</summary>
public interface IDeskSurface
{
    /// <summary>Posts a card to a person.</summary>
    Task<CardDelivery> PostAsync(DeskCardFace face, string surfaceUser, CancellationToken cancel);

    /// <summary>Brings a card to the truth.</summary>
    Task<CardDelivery> UpdateAsync(DeskCardFace face, CardLocation location, CancellationToken cancel);

    /// <summary>Reminds the person below the card.</summary>
    Task<CardDelivery> RemindAsync(DeskCardFace face, CardLocation location, CancellationToken cancel);
}
