using Hitl.Gateway.Console.Session;
using Microsoft.AspNetCore.Authorization;

namespace Hitl.Gateway.Callers;

/// <summary>Who may use a route. Every route names one; a route that names none lets nobody in.</summary>
internal static class GatewayPolicies
{
    public const string Anyone = "anyone";
    public const string Agent = "agent";
    public const string Person = "person";
    public const string Ops = "ops";
    public const string Audit = "audit";
    public const string Governance = "governance";

    public static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(Anyone, policy => Rule(policy, _ => true));
        options.AddPolicy(Agent, policy => Rule(policy, caller => caller.Kind == CallerKind.Actor));
        options.AddPolicy(Person, policy => Rule(policy, caller => caller.Kind == CallerKind.Person));
        options.AddPolicy(Ops, policy => Rule(policy, caller => caller.Kind == CallerKind.Person && caller.Duties.Contains(Duties.Ops)));
        options.AddPolicy(Audit, policy => Rule(policy, caller => caller.Kind == CallerKind.Person && caller.Duties.Contains(Duties.Audit)));
        options.AddPolicy(Governance, policy => Rule(policy, caller => caller.Kind == CallerKind.Person && caller.Duties.Contains(Duties.Governance)));
        options.AddPolicy(ConsoleCookie.Policy, policy => policy.AddAuthenticationSchemes(ConsoleCookie.Scheme).RequireAuthenticatedUser());
        // A route that names no policy is closed; a path without a route is nobody's and answers 404.
        options.FallbackPolicy = new AuthorizationPolicyBuilder(CredentialHandler.SchemeName)
            .RequireAssertion(context => context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint).Build();
    }

    /// <summary>The words for somebody a route does not admit.</summary>
    public static string WhyNot(string? policy, Caller caller) => (policy, caller.Kind) switch
    {
        (_, CallerKind.Actor) => "Agents cannot decide requests, operate or audit; this needs a person.",
        (Agent, _) => "Only agents ask for actions; use the key of an actor.",
        (Ops or Audit or Governance, _) => $"This needs a person with the duty '{policy}' in the catalog.",
        _ => "This route is not open to you.",
    };

    private static void Rule(AuthorizationPolicyBuilder policy, Func<Caller, bool> admits) => policy
        .AddAuthenticationSchemes(CredentialHandler.SchemeName)
        .RequireAuthenticatedUser()
        .RequireAssertion(context => context.Resource is HttpContext http && Caller.Find(http) is { } caller && admits(caller));
}
