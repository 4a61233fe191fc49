using System.Text;
using System.Text.Json;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Keys;

namespace Hitl.Escalations.Decisions;

/// <summary>The gateway's proof that it took a decision: without it the execution worker counts nothing.</summary>
public static class DecisionMac
{
    /// <summary>The same decision, signed with the active key; its time in UTC and cut to the microsecond, which is what a database gives back.</summary>
    public static Decision Sign(Decision decision, SigningKeys keys)
    {
        var at = new DateTimeOffset(decision.At.UtcTicks - (decision.At.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
        var unsigned = decision with { At = at, KeyId = keys.ActiveId, Mac = "" };
        return unsigned with { Mac = keys.Sign(Message(unsigned)) };
    }

    /// <summary>Tells whether the decision is exactly as the gateway signed it.</summary>
    public static bool Verify(Decision decision, SigningKeys keys) =>
        keys.Verify(decision.KeyId, Message(decision with { At = decision.At.ToUniversalTime(), Mac = "" }), decision.Mac);

    private static byte[] Message(Decision unsigned) =>
        Encoding.UTF8.GetBytes("hitl-decision-v1\0" + CanonicalJson.Write(JsonSerializer.SerializeToNode(unsigned)));
}
