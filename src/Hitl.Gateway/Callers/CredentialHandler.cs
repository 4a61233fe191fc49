using System.Security.Claims;
using System.Text.Encodings.Web;
using Hitl.Gateway.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Hitl.Gateway.Callers;

/// <summary>Reads the bearer credential. One refusal for everything that is wrong with it; which thing it was is in the log only.</summary>
internal sealed class CredentialHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder, CallerDirectory directory, Lockouts lockouts)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public const string SchemeName = "hitl-credential";
    private static readonly Refusal Missing = new(401, "auth.missing", "Send an API key in the Authorization header: 'Bearer hitl_…'.");
    private static readonly Refusal Invalid = new(401, "auth.invalid", "The credential is not good: unknown, expired or revoked.");

    private static readonly Refusal WrongAudience = new(
        401, "auth.wrong_audience", "This token was issued for another service. Send an API key of this gateway; tokens of others are neither used nor passed on.");

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ Length: > 0 } header]) return AuthenticateResult.NoResult();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.Fail("not a bearer credential");
        if (lockouts.Of(Context.Connection.RemoteIpAddress) is not null) return AuthenticateResult.Fail("locked out");
        if (await directory.FindAsync(header[7..].Trim(), Context.RequestAborted) is not { } caller)
        {
            lockouts.Failed(Context.Connection.RemoteIpAddress);
            return AuthenticateResult.Fail("no such credential");
        }

        caller.Attach(Context);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, caller.By)], Scheme.Name);
        return AuthenticateResult.Success(new(new(identity), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        ProblemAnswer.WriteAsync(Context, Request.Headers.Authorization switch
        {
            [] => Missing,
            _ when lockouts.Of(Context.Connection.RemoteIpAddress) is { } locked => locked,
            [{ } header] when ForeignToken.Is(header) => WrongAudience,
            _ => Invalid,
        });

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var policy = Context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>()?.Policy;
        return ProblemAnswer.WriteAsync(Context, new(403, "auth.role", GatewayPolicies.WhyNot(policy, Caller.Of(Context))));
    }
}
