using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hitl.Gateway.Callers;

/// <summary>Recognises a token that was issued for somebody else's service: passed through to us, it is refused by name and never looked up or forwarded.</summary>
internal static class ForeignToken
{
    /// <summary>True for a JSON Web Token that names its audience. We issue none, so whichever it names is not us.</summary>
    public static bool Is(string header)
    {
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) || header[7..].Trim().Split('.') is not [_, var payload, _]) return false;
        if (!Base64Url.IsValid(payload)) return false;
        try
        {
            return JsonNode.Parse(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(payload)))?["aud"] is not null;
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }
}
