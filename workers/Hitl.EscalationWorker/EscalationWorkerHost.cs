using Hitl.Activities;
using Hitl.Activities.Coverage;
using Hitl.Activities.Keys;
using Hitl.Activities.Temporal;
using Hitl.Connectors.Calendars;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Desk;
using Hitl.Escalations.Stages;
using Hitl.Hosting;
using Hitl.Postgres;
using Hitl.Slack;
using Hitl.Slack.Cards;
using Hitl.Slack.Desk;
using Hitl.Slack.People;
using Hitl.Workflows.Requests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Temporalio.Extensions.Hosting;

namespace Hitl.EscalationWorker;

/// <summary>Composition root of the escalation worker: workflows, their activities, cards, and the sealer of the ledger.</summary>
public static class EscalationWorkerHost
{
    /// <summary>Builds the worker from <c>Hitl:Postgres</c>, <c>Hitl:Keys</c>, <c>Hitl:Slack</c> and <c>TEMPORAL_*</c>; the caller runs it.</summary>
    /// <param name="args">Command line, such as <c>--TEMPORAL_ADDRESS=127.0.0.1:7233</c>.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">On start: an option is missing or out of range.</exception>
    public static IHost Build(string[] args) => Build(args, _ => { });

    /// <summary>As <see cref="Build(string[])"/>; tests replace what they observe.</summary>
    internal static IHost Build(string[] args, Action<IServiceCollection> configure)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.NeverWaitForReaders();
        var services = builder.Services;
        services.AddHitlPostgres(builder.Configuration).AddHitlSealer();
        services.AddHitlKeys(builder.Configuration);
        services.AddSlackWebApi(builder.Configuration);
        services.AddSingleton<SlackCards>();
        services.AddSingleton<ICardSurface>(provider => provider.GetRequiredService<SlackCards>());
        services.AddSingleton<IDigestSurface>(provider => provider.GetRequiredService<SlackCards>());
        services.AddSingleton<IDeskSurface, SlackDeskCards>();
        services.AddSingleton<IPeopleDirectory, SlackDirectory>();
        services.AddSingleton<IPresence, SlackPresence>();
        services.AddSingleton<ICalendarFeeds, CalendarFeeds>();
        services.AddOptions<CalendarFeedOptions>().Bind(builder.Configuration.GetSection("Hitl:Coverage"));
        services.AddOptions<CoverageOptions>().Bind(builder.Configuration.GetSection("Hitl:Coverage")).ValidateDataAnnotations().ValidateOnStart();
        services.AddHitlWorker(builder.Configuration, RequestAddress.TaskQueue).AddWorkflow<RequestWorkflow>().AddEscalationActivities();
        configure(services);
        return builder.Build();
    }
}
