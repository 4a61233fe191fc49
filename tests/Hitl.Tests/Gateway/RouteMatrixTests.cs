using Microsoft.AspNetCore.Routing;

namespace Hitl.Tests.Gateway;

/// <summary>Every route against every role. A route without a row here fails the build.</summary>
[Collection(GatewayCollection.Name)]
public sealed class RouteMatrixTests(GatewayWorld world)
{
    private const string NoRequest = "req_00000000000000000000000000";
    private static readonly string[] Roles = ["nobody", "agent", "person", "ops", "audit", "governance"];

    private static readonly Dictionary<string, string[]> Admitted = new()
    {
        ["POST /v1/requests"] = ["agent"],
        ["GET /v1/actions"] = ["agent"],
        ["POST /mcp"] = ["agent"],
        ["GET /v1/requests"] = ["agent", "person", "ops", "audit", "governance"],
        ["GET /v1/requests/{id}"] = ["agent", "person", "ops", "audit", "governance"],
        ["PUT /v1/requests/{id}"] = ["agent"],
        ["PATCH /v1/requests/{id}"] = ["agent"],
        ["POST /v1/requests/{id}/withdraw"] = ["agent"],
        ["POST /v1/requests/{id}/questions/{question}/answer"] = ["agent"],
        ["POST /v1/requests/{id}/reverse"] = ["person", "ops", "audit", "governance"],
        ["GET /v1/requests/{id}/timeline"] = ["person", "ops", "audit", "governance"],
        ["POST /v1/requests/{id}/decisions"] = ["person", "ops", "audit", "governance"],
        ["POST /v1/requests/{id}/extensions"] = ["person", "ops", "audit", "governance"],
        ["GET /v1/coverage/proof"] = ["person", "ops", "audit", "governance"],
        ["GET /v1/slack/check"] = ["person", "ops", "audit", "governance"],
        ["GET /v1/drills"] = ["person", "ops", "audit", "governance"],
        ["POST /v1/drills/{action}/run"] = ["person", "ops", "audit", "governance"],
        ["GET /v1/ops/parked"] = ["ops"],
        ["POST /v1/ops/requests/{id}/rehearse"] = ["ops"],
        ["POST /v1/ops/requests/{id}/reset"] = ["ops"],
        ["POST /v1/ops/requests/{id}/replay"] = ["ops"],
        ["POST /v1/ops/requests/{id}/abandon"] = ["ops"],
        ["GET /v1/audit/requests/{id}"] = ["audit"],
        ["GET /v1/audit/events"] = ["audit"],
        ["POST /v1/audit/erasures"] = ["audit"],
        ["GET /v1/audit/verify"] = ["audit"],
        ["GET /v1/audit/export"] = ["audit"],
        ["GET /v1/audit/key"] = ["audit"],
        ["GET /v1/audit/retention"] = ["audit"],
        ["POST /v1/audit/retention/apply"] = ["audit"],
        ["POST /v1/audit/retention/days"] = ["audit"],
        ["POST /v1/audit/holds"] = ["audit"],
        ["POST /v1/audit/holds/{id}/release"] = ["audit"],
        ["GET /v1/audit/requests/{id}/explanation"] = ["audit"],
        ["GET /v1/catalog"] = ["agent", "person", "ops", "audit", "governance"],
        ["POST /v1/catalog/check"] = ["person", "ops", "audit", "governance"],
        ["POST /v1/catalog/explain"] = ["agent", "person", "ops", "audit", "governance"],
        ["POST /v1/catalog/versions"] = ["governance"],
        ["GET /v1/catalog/versions"] = ["person", "ops", "audit", "governance"],
        ["GET /v1/catalog/versions/{digest}/diff"] = ["person", "ops", "audit", "governance"],
        ["GET /v1/catalog/versions/{digest}/simulation"] = ["person", "ops", "audit", "governance"],
        ["POST /v1/catalog/versions/{digest}/activate"] = ["governance"],
        ["GET /v1/catalog/scope"] = ["agent", "person", "ops", "audit", "governance"],
        ["GET /v1/catalog/gaps"] = ["person", "ops", "audit", "governance"],
        ["GET /v1/catalog/review"] = ["person", "ops", "audit", "governance"],
        ["GET /v1/catalog/canaries"] = ["person", "ops", "audit", "governance"],
        ["GET /v1/samples"] = ["person", "ops", "audit", "governance"],
        ["GET /v1/oversight"] = ["person", "ops", "audit", "governance"],
        ["GET /v1/whoami"] = ["agent", "person", "ops", "audit", "governance"],
    };

    // Open to everybody: health, the description, sign-in, and Slack's callbacks, whose signature is their credential.
    private static readonly HashSet<string> Open =
    [
        "GET /", "GET /health/escalations", "GET /health/live", "GET /health/ready", "GET /openapi/{documentName}.json", "GET /.well-known/oauth-protected-resource/mcp", "GET /console/style.css", "GET /console/sign-in",
        "GET /console/sign-in/slack", "POST /slack/interactions", "POST /slack/commands", "POST /slack/events",
    ];

    // Pages know only the console's own session; an API key opens none of them.
    private static readonly HashSet<string> Pages =
    [
        "GET /console", "GET /console/requests/{id}", "POST /console/requests/{id}/decide", "POST /console/requests/{id}/extend", "GET /console/ops", "POST /console/ops/{id}", "GET /console/drills", "POST /console/drills/{name}", "GET /console/failed", "GET /console/oversight",
        "GET /console/audit", "POST /console/sign-out",
    ];

    public static TheoryData<string, string> ApiRows() => Rows(Admitted.Keys);

    public static TheoryData<string, string> PageRows() => Rows(Pages);

    [Fact]
    public void Every_route_has_a_row()
    {
        var routes = world.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().SelectMany(endpoint =>
            (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => $"{method} {Pattern(endpoint)}"));

        var known = Admitted.Keys.Concat(Open).Concat(Pages).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(known.Order(StringComparer.Ordinal), routes.Where(route => !route.StartsWith("GET /_framework", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(ApiRows))]
    public async Task A_route_admits_exactly_its_roles(string route, string role)
    {
        using var http = world.Http(Caller(role));

        using var answer = await http.SendAsync(Call(route), TestContext.Current.CancellationToken);

        if (Admitted[route].Contains(role)) Assert.False(Problems.IsRefusedFor(answer.StatusCode), $"{route} refused {role}");
        else if (role == "nobody") await Problems.AssertAsync(answer, 401, "auth.missing");
        else await Problems.AssertAsync(answer, 403, "auth.role");
    }

    [Theory]
    [MemberData(nameof(PageRows))]
    public async Task A_page_sends_everybody_without_a_session_to_sign_in(string route, string role)
    {
        using var http = world.Http(Caller(role));

        using var answer = await http.SendAsync(Call(route), TestContext.Current.CancellationToken);

        Assert.Equal(302, (int)answer.StatusCode);
        Assert.StartsWith("/console/sign-in", answer.Headers.Location!.IsAbsoluteUri ? answer.Headers.Location.PathAndQuery : answer.Headers.Location.ToString(), StringComparison.Ordinal);
    }

    private static TheoryData<string, string> Rows(IEnumerable<string> routes)
    {
        var rows = new TheoryData<string, string>();
        foreach (var route in routes)
            foreach (var role in Roles) rows.Add(route, role);
        return rows;
    }

    private static string Pattern(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.Trim('/');

    private static string? Caller(string role) => role switch
    {
        "agent" => "billing-bot",
        "person" => "chidi",
        "ops" => "gus",
        "audit" => "hana",
        "governance" => "dana",
        _ => null,
    };

    private static HttpRequestMessage Call(string route)
    {
        var (method, path) = route.Split(' ') is [var verb, var pattern] ? (verb, pattern.Replace("{id}", NoRequest, StringComparison.Ordinal).Replace("{digest}", "0000000", StringComparison.Ordinal)) : ("GET", "/");
        var message = new HttpRequestMessage(new(method), path);
        if (method != "GET") message.Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        return message;
    }
}
