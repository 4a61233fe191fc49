using Hitl.Gateway.Bodies;
using Hitl.Slack.Interactions;
using Hitl.Slack.Signing;
using Microsoft.Extensions.Options;

namespace Hitl.Gateway.Slack;

/// <summary>The first thing every Slack route does: raw bytes, then the signature over them, then nothing else before both are good.</summary>
internal sealed class SignedBody(IOptions<SlackDoorOptions> options, TimeProvider clock)
{
    private const int Largest = 1024 * 1024;
    private const string Form = "application/x-www-form-urlencoded";

    /// <summary>Reads a signed body; null with the answer when it is not one.</summary>
    public async Task<(byte[]? Body, IResult? Answer)> ReadAsync(HttpRequest request, bool isForm, CancellationToken cancel)
    {
        var type = request.ContentType?.Split(';')[0].Trim();
        if (type != (isForm ? Form : "application/json") || request.Headers.ContentEncoding.Count > 0) return (null, TypedResults.StatusCode(415));
        var (body, refusal) = await BodyReader.BytesAsync(request, Largest, cancel);
        if (body is null) return (null, TypedResults.StatusCode(refusal!.Status));
        if (IsSigned(request, body)) return (body, null);
        // Slack's certificate check is the one call it does not sign; it gets an empty answer and nothing of it is read.
        return (null, isForm && SlackPayloads.IsCertificateCheck(body) ? TypedResults.Ok() : TypedResults.StatusCode(401));
    }

    private static string? Single(HttpRequest request, string name) => request.Headers[name] is [{ } value] ? value : null;

    private bool IsSigned(HttpRequest request, byte[] body) => SlackSignature.Verify(
        Single(request, SlackSignature.TimestampHeader), Single(request, SlackSignature.SignatureHeader), body, options.Value.Secrets(), clock.GetUtcNow());
}
