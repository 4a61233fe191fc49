using Hitl.Activities.Cards;
using Hitl.Activities.Catalogs;
using Hitl.Activities.Coverage;
using Hitl.Activities.Desk;
using Hitl.Activities.Drills;
using Hitl.Activities.Evaluations;
using Hitl.Activities.Execution;
using Hitl.Activities.Ops;
using Hitl.Activities.Requests;
using Hitl.Activities.Stages;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Stages;
using Hitl.Governance.Cards;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Coverage;
using Hitl.Workflows.Coverage;
using Hitl.Workflows.Drills;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Temporalio.Extensions.Hosting;

namespace Hitl.Activities;

/// <summary>Registers activities with the workers that run them. The ports they need come from the adapters.</summary>
public static class ActivityServices
{
    /// <summary>Adds what the escalation worker runs: evaluation, stages, cards with their dispatcher, outcomes, ops.</summary>
    /// <param name="worker">The hosted worker of the escalation task queue.</param>
    public static ITemporalWorkerServiceOptionsBuilder AddEscalationActivities(this ITemporalWorkerServiceOptionsBuilder worker)
    {
        var services = worker.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<CardBell>();
        services.AddSingleton<CardComposer>();
        services.TryAddSingleton<LiveCoverage>();
        services.AddSingleton<CardCourier>();
        services.AddSingleton<DigestCourier>();
        services.AddSingleton<CardDispatcher>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<CardDispatcher>());
        services.AddSingleton<StageActivities>();
        services.AddHostedService<CoverageProofSchedule>();
        services.AddSingleton<DeskBell>();
        services.AddSingleton<DeskComposer>();
        services.AddSingleton<DeskSweep>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<DeskSweep>());
        services.AddHostedService<DrillSchedule>();
        services.AddSingleton<ChatAbsences>();
        services.AddSingleton<DirectorySweep>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<DirectorySweep>());
        services.AddSingleton<CalendarReader>();
        services.AddSingleton<ScheduleSweep>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<ScheduleSweep>());
        services.AddSingleton<PresenceSweep>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<PresenceSweep>());
        services.AddSingleton<CoverageSweep>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<CoverageSweep>());
        services.AddSingleton(provider => new CardActivities(
            provider.GetRequiredService<ICardOutbox>(), provider.GetRequiredService<CardDispatcher>(), provider.GetRequiredService<IStageStore>(),
            provider.GetRequiredService<ICatalogStore>(), provider.GetRequiredService<TimeProvider>()));
        return worker
            .AddSingletonActivities<EvaluationActivities>()
            .AddSingletonActivities<StageActivities>()
            .AddSingletonActivities<CardActivities>()
            .AddSingletonActivities<OutcomeActivities>()
            .AddSingletonActivities<SignalActivities>()
            .AddSingletonActivities<OpsActivities>()
            .AddSingletonActivities<CoverageActivities>()
            .AddWorkflow<CoverageProofWorkflow>()
            .AddSingletonActivities<DrillActivities>()
            .AddWorkflow<DrillRoundWorkflow>()
            .AddWorkflow<DrillWorkflow>();
    }

    /// <summary>Adds what the execution worker runs: the last check and the steps.</summary>
    /// <param name="worker">The hosted worker of the execution task queue.</param>
    public static ITemporalWorkerServiceOptionsBuilder AddExecutionActivities(this ITemporalWorkerServiceOptionsBuilder worker)
    {
        worker.Services.TryAddSingleton(TimeProvider.System);
        worker.Services.AddSingleton<IActionTarget, CatalogTarget>();
        return worker.AddSingletonActivities<ExecutionActivities>().AddSingletonActivities<DrillExecution>();
    }
}
