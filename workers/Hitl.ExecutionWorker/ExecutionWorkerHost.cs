using Hitl.Activities;
using Hitl.Activities.Keys;
using Hitl.Activities.Temporal;
using Hitl.Connectors;
using Hitl.Hosting;
using Hitl.Postgres;
using Hitl.Workflows.Requests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Hitl.ExecutionWorker;

/// <summary>Composition root of the execution worker: the only process that holds credentials of target systems.</summary>
public static class ExecutionWorkerHost
{
    /// <summary>Builds the worker from <c>Hitl:Postgres</c>, <c>Hitl:Keys</c>, <c>Hitl:Targets</c> and <c>TEMPORAL_*</c>; the caller runs it.</summary>
    /// <param name="args">Command line, such as <c>--TEMPORAL_ADDRESS=127.0.0.1:7233</c>.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">An option is missing or out of range; for targets at once, for the rest on start.</exception>
    public static IHost Build(string[] args) => Build(args, _ => { });

    /// <summary>As <see cref="Build(string[])"/>; tests replace what they observe.</summary>
    internal static IHost Build(string[] args, Action<IServiceCollection> configure)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.NeverWaitForReaders();
        builder.Services.AddHitlPostgres(builder.Configuration);
        builder.Services.AddHitlKeys(builder.Configuration);
        builder.Services.AddHitlConnectors(builder.Configuration);
        builder.Services.AddHitlWorker(builder.Configuration, RequestAddress.ExecutionTaskQueue).AddExecutionActivities();
        configure(builder.Services);
        return builder.Build();
    }
}
