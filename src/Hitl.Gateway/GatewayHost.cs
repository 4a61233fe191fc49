using Hitl.Gateway.Callers;
using Hitl.Gateway.Console;
using Hitl.Gateway.Problems;
using Hitl.Hosting;
using Microsoft.Extensions.Options;

namespace Hitl.Gateway;

/// <summary>Composition root of the gateway: API, Slack callbacks, console and the pump to the workflows, in one web application.</summary>
public static class GatewayHost
{
    private const int LargestBody = 2 * 1024 * 1024;
    private const int LargestHeaders = 16 * 1024;

    /// <summary>Builds the gateway from <c>Hitl:*</c>, <c>TEMPORAL_ADDRESS</c> and <c>TEMPORAL_NAMESPACE</c>; the caller runs it.</summary>
    /// <param name="args">Command line, such as <c>--Hitl:Gateway:Urls=http://127.0.0.1:0</c>.</param>
    /// <exception cref="OptionsValidationException">An option is missing or out of range, or an address is not loopback.</exception>
    public static WebApplication Build(string[] args) => Build(args, _ => { });

    /// <summary>As <see cref="Build(string[])"/>; tests replace the clock.</summary>
    internal static WebApplication Build(string[] args, Action<IServiceCollection> configure)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var options = builder.Configuration.GetSection("Hitl:Gateway").Get<GatewayOptions>() ?? new();
        builder.WebHost.UseUrls(GatewayAddresses.Checked(options));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Limits.MaxRequestHeadersTotalSize = LargestHeaders;
        });
        builder.Logging.NeverWaitForReaders();
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.AddGateway(builder.Configuration);
        configure(builder.Services);

        var app = builder.Build();
        app.UseExceptionHandler(_ => { });
        app.UseMiddleware<UnmatchedRoutes>();
        app.UseConsoleHeaders();
        app.UseAuthentication();
        app.UseMiddleware<RateLimitGate>();
        app.UseAuthorization();
        app.MapGateway();
        return app;
    }
}
