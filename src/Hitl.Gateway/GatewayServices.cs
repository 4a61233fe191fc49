using Hitl.Client;
using Hitl.Escalations.Keys;
using Hitl.Escalations.Stages;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Catalogs;
using Hitl.Gateway.Console;
using Hitl.Gateway.Decisions;
using Hitl.Gateway.Drills;
using Hitl.Gateway.Keys;
using Hitl.Gateway.Mcp;
using Hitl.Gateway.Ops;
using Hitl.Gateway.Problems;
using Hitl.Gateway.Pump;
using Hitl.Gateway.Requests;
using Hitl.Gateway.Reversals;
using Hitl.Gateway.Slack;
using Hitl.Gateway.Watchdog;
using Hitl.Governance.Cards;
using Hitl.Governance.Coverage;
using Hitl.Postgres;
using Hitl.Slack;
using Hitl.Slack.People;
using Hitl.Slack.SocketMode;
using Hitl.Workflows;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Temporalio.Client;

namespace Hitl.Gateway;

/// <summary>Everything the gateway is made of.</summary>
internal static class GatewayServices
{
    public static void AddGateway(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddHitlPostgres(configuration);
        services.AddSlackWebApi(configuration);
        services.AddGatewayOptions(configuration);
        services.AddDoors();
        services.AddSocketMode(configuration);
        services.AddTemporal();
        services.AddConsole();
        services.AddOpenApi();
        services.AddExceptionHandler<FailureHandler>();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.DefaultIgnoreCondition = HitlJson.Options.DefaultIgnoreCondition);
        services.AddAuthentication(CredentialHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, CredentialHandler>(CredentialHandler.SchemeName, null)
            .AddConsoleSignIn();
        services.AddAuthorization(GatewayPolicies.Add);
    }

    private static void AddGatewayOptions(this IServiceCollection services, IConfiguration configuration)
    {
        Bind<GatewayOptions>(services, configuration, "Hitl:Gateway");
        Bind<KeyOptions>(services, configuration, KeyOptions.Section);
        Bind<SlackDoorOptions>(services, configuration, "Hitl:Slack");
        Bind<ConsoleOptions>(services, configuration, "Hitl:Console");
        Bind<McpOptions>(services, configuration, "Hitl:Mcp");
        Bind<CatalogOptions>(services, configuration, "Hitl:Catalog");
        Bind<BootstrapOptions>(services, configuration, "Hitl:Bootstrap");
        Bind<WatchdogOptions>(services, configuration, "Hitl:Watchdog");
        services.AddOptions<TemporalAddressOptions>().Configure(temporal => temporal.Read(key => configuration[key])).ValidateDataAnnotations().ValidateOnStart();
    }

    private static void Bind<T>(IServiceCollection services, IConfiguration configuration, string section)
        where T : class => services.AddOptions<T>().Bind(configuration.GetSection(section)).ValidateDataAnnotations().ValidateOnStart();

    private static void AddDoors(this IServiceCollection services)
    {
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<KeyOptions>>().Value.Read());
        services.AddSingleton<CallerDirectory>().AddSingleton<Lockouts>().AddSingleton<ConsoleTokens>().AddSingleton<RateLimits>();
        services.AddSingleton<RequestAccess>().AddSingleton<RequestReader>().AddSingleton<RequestLists>().AddSingleton<TimelineReader>().AddSingleton<OpenRequests>().AddSingleton<UnknownActions>().AddSingleton<FloodGuards>();
        services.AddSingleton<DecisionDesk>().AddSingleton<InterventionDesk>().AddSingleton<ReplayDesk>().AddSingleton<ActivationDesk>().AddSingleton<ReversalDesk>().AddSingleton<DrillDesk>().AddSingleton<ConsoleLinks>();
        services.AddSingleton<SignedBody>().AddSingleton<SlackPatience>().AddSingleton<SlackPeople>();
        services.AddSingleton<SlackInteractions>().AddSingleton<SlackCommands>().AddSingleton<SlackCallers>();
        services.AddSingleton<CardComposer>().AddSingleton<LiveCoverage>().AddSingleton<CardPresses>().AddSingleton<BulkDecisions>().AddSingleton<DeskPresses>();
        services.AddSingleton<FullViews>().AddSingleton<HandOvers>().AddSingleton<ExtensionDesk>().AddSingleton<EditDesk>().AddSingleton<CoverDesk>().AddSingleton<HomeTabs>();
        services.AddSingleton<OwnApi>().AddSingleton<McpSessions>().AddSingleton<McpCalls>().AddSingleton<McpToolList>().AddSingleton<McpWait>().AddSingleton<McpTools>().AddSingleton<McpServers>().AddSingleton<McpDoor>();
        AddWorker<AnswerCourier>(services);
        AddWorker<SlackEvents>(services);
        services.AddHostedService<CatalogLoader>();
        services.AddHostedService<BootstrapKeys>();
        services.AddSingleton<IPeopleDirectory, SlackDirectory>().AddSingleton<ChatAbsences>();
        services.AddSingleton<WatchdogState>();
        AddWorker<EscalationWatchdog>(services);
        AddWorker<Heartbeat>(services);
        AddWorker<RefusalRecorder>(services);
        AddWorker<RequestWatch>(services);
        AddWorker<PrivateAnswers>(services);
        AddWorker<WorkflowPump>(services);
    }

    private static void AddSocketMode(this IServiceCollection services, IConfiguration configuration)
    {
        Bind<SocketModeOptions>(services, configuration, "Hitl:Slack");
        services.AddSingleton<SocketModeHealth>().AddSingleton<ISocketHandler, SocketDoor>().AddSingleton<SocketModeClient>();
        if (!string.IsNullOrEmpty(configuration["Hitl:Slack:AppToken"])) services.AddHostedService<SocketModeService>();
    }

    private static void AddTemporal(this IServiceCollection services)
    {
        services.AddSingleton<WorkflowDelivery>();
        services.AddSingleton<ITemporalClient>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<TemporalAddressOptions>>().Value;
            // Lazy: the gateway takes requests while Temporal is away; the pump delivers when it is back.
            return TemporalClient.CreateLazy(new(options.Address)
            {
                Namespace = options.Namespace,
                ApiKey = options.ApiKey,
                Tls = options.Tls ? new() : null,
                LoggerFactory = provider.GetRequiredService<ILoggerFactory>(),
            });
        });
    }

    private static void AddWorker<T>(IServiceCollection services)
        where T : class, IHostedService => services.AddSingleton<T>().AddHostedService(provider => provider.GetRequiredService<T>());
}
