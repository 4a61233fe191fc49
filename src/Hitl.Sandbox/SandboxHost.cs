using Hitl.Sandbox.Faults;
using Hitl.Sandbox.Hosting;
using Hitl.Sandbox.Journaling;
using Hitl.Sandbox.Slack;
using Hitl.Sandbox.Targets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Hitl.Sandbox;

/// <summary>Composition root of the sandbox: a local Slack and target systems with fault switches, on one loopback port.</summary>
/// <remarks>For development, demonstrations and tests. It plays the other side honestly; it protects nothing.</remarks>
public static class SandboxHost
{
    /// <summary>Builds the sandbox from <c>Sandbox:*</c> (arguments, environment, settings); the caller runs it.</summary>
    /// <param name="args">Command line, e.g. <c>--Sandbox:Url=http://127.0.0.1:0</c>.</param>
    /// <exception cref="OptionsValidationException">An option is out of range, or the address is not loopback.</exception>
    /// <exception cref="IOException">Another sandbox owns the data directory.</exception>
    public static WebApplication Build(string[] args) => Build(args, _ => { });

    /// <summary>As <see cref="Build(string[])"/>; tests replace the clock.</summary>
    internal static WebApplication Build(string[] args, Action<IServiceCollection> configure)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var options = SandboxOptions.Read(builder.Configuration);

        builder.WebHost.UseUrls(options.Url);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(_ => Journal.Open(options.DataDirectory));
        builder.Services.AddSingleton<FaultBook>();
        builder.Services.AddSingleton<SandboxAddress>();
        builder.Services.AddLocalSlack();
        builder.Services.AddTargets();
        configure(builder.Services);

        var app = builder.Build();
        if (!options.AllowNonLoopback) app.UseLoopbackOnly();
        app.UseAnswerAfterFlush();
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(10), KeepAliveTimeout = TimeSpan.FromSeconds(20) });
        app.MapGet("/_sandbox/health", () => Results.Json(new { ok = true }));
        app.MapFaults();
        app.MapLocalSlack();
        app.MapTargets();
        return app;
    }
}
