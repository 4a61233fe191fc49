using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;

namespace Hitl.Governance.Evaluation;

/// <summary>Draws which automatic approvals are reviewed: random to whoever asks, repeatable by whoever checks.</summary>
public static class Sampling
{
    /// <summary>Draws for a request; the same seed, share and request give the same draw.</summary>
    /// <param name="seed">The catalog's seed.</param>
    /// <param name="shareInHundredths">0 to 10,000.</param>
    /// <param name="request">The request; its id is random and made by the gateway, so an agent cannot choose it.</param>
    public static SampleDraw Draw(string seed, int shareInHundredths, RequestId request)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"hitl-sample-v1\0{seed}\0{request}"));
        return new(shareInHundredths, (int)(BinaryPrimitives.ReadUInt64BigEndian(hash) % 10_000), seed);
    }
}
