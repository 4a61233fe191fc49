using System.Text;
using System.Text.Json.Nodes;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Keys;

namespace Hitl.Escalations.Execution;

/// <summary>The execution worker's proof that it issued a grant: a row without it sends nothing.</summary>
public static class GrantMac
{
    /// <summary>The same grant, signed with the active key.</summary>
    public static Grant Sign(Grant grant, SigningKeys keys)
    {
        var unsigned = grant with { KeyId = keys.ActiveId, Mac = "" };
        return unsigned with { Mac = keys.Sign(Message(unsigned)) };
    }

    /// <summary>Tells whether the grant is exactly as the execution worker signed it.</summary>
    public static bool Verify(Grant grant, SigningKeys keys) => keys.Verify(grant.KeyId, Message(grant), grant.Mac);

    private static byte[] Message(Grant grant) => Encoding.UTF8.GetBytes("hitl-grant-v1\0" + CanonicalJson.Write(new JsonObject
    {
        ["request"] = grant.Request.Value,
        ["revision"] = grant.Revision,
        ["digest"] = grant.Digest,
        ["approvers"] = new JsonArray([.. grant.Approvers.Select(person => (JsonNode?)person.Value)]),
        ["key"] = grant.KeyId,
    }));
}
