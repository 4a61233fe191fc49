using Hitl.Gateway.Problems;
using Microsoft.AspNetCore.Antiforgery;

namespace Hitl.Gateway.Console.Session;

/// <summary>Forms that only our own pages can post.</summary>
internal sealed class ConsoleForms(IAntiforgery antiforgery)
{
    private static readonly Refusal Forged = new(400, "csrf", "This form did not come from a page of this console, or the page is too old. Open the page again.");

    /// <summary>The hidden field's value for a page about to be shown.</summary>
    public string Token(HttpContext http) => antiforgery.GetAndStoreTokens(http).RequestToken ?? "";

    /// <summary>Reads a posted form; null with a refusal when it is not one of ours.</summary>
    public async Task<(IFormCollection? Form, Refusal? Refusal)> ReadAsync(HttpContext http, CancellationToken cancel)
    {
        if (!IsSameOrigin(http.Request) || !http.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(http)) return (null, Forged);
        return (await http.Request.ReadFormAsync(cancel), null);
    }

    private static bool IsSameOrigin(HttpRequest request) =>
        request.Headers.Origin.Count == 0
        || (Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out var origin) && origin.Authority == request.Host.Value);
}
