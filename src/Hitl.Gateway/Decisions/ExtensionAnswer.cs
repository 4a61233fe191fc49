using System.Globalization;
using Hitl.Escalations.Decisions;

namespace Hitl.Gateway.Decisions;

/// <summary>What became of a wish to wait longer: exactly one is set.</summary>
/// <param name="Until">When the stage ends now, UTC.</param>
/// <param name="Refusal">Why it does not wait longer.</param>
internal sealed record ExtensionAnswer(DateTimeOffset? Until, DecisionRefusal? Refusal)
{
    /// <summary>What the person reads.</summary>
    public string Message => Refusal?.Message ?? string.Create(CultureInfo.InvariantCulture, $"It waits until {Until:yyyy-MM-dd HH:mm:ss} UTC now. Everyone asked sees it.");

    public static implicit operator ExtensionAnswer(DecisionRefusal refusal) => new(null, refusal);
}
