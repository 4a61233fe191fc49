using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Hitl.Escalations.Keys;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Desk;
using Hitl.Escalations.Drills;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Intake;
using Hitl.Escalations.Ops;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Reservations;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Versions;
using Hitl.Postgres.Access;
using Hitl.Postgres.Cards;
using Hitl.Postgres.Catalogs;
using Hitl.Postgres.Connections;
using Hitl.Postgres.Coverage;
using Hitl.Postgres.Desk;
using Hitl.Postgres.Drills;
using Hitl.Postgres.Execution;
using Hitl.Postgres.Ledger;
using Hitl.Postgres.Messages;
using Hitl.Postgres.Ops;
using Hitl.Postgres.Oversight;
using Hitl.Postgres.Requests;
using Hitl.Postgres.Reservations;
using Hitl.Postgres.Retention;
using Hitl.Postgres.Stages;
using Hitl.Proof;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hitl.Postgres;

/// <summary>Registers the PostgreSQL adapters.</summary>
public static class PostgresServices
{
    /// <summary>Adds every store and query over role <c>hitl_app</c>, with options from <c>Hitl:Postgres</c> validated on start.</summary>
    public static IServiceCollection AddHitlPostgres(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PostgresOptions>().Bind(configuration.GetSection(PostgresOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(FaultClock.OrSystem);
        services.TryAddSingleton<CommitSignals>();
        services.TryAddSingleton(provider => Database.Open(Options(provider).ConnectionString, Options(provider), provider.GetRequiredService<CommitSignals>()));
        services.TryAddSingleton(provider => new LedgerAppender(Db(provider), Time(provider)));
        services.TryAddSingleton<IRequestStore>(provider => new RequestStore(Db(provider)));
        services.TryAddSingleton<IRequestIntake>(provider => new RequestIntake(Db(provider), provider.GetRequiredService<LedgerAppender>()));
        services.TryAddSingleton<IWorkflowOutbox>(provider => new WorkflowOutbox(Db(provider), Time(provider)));
        services.TryAddSingleton<IStageStore>(provider => new StageStore(Db(provider)));
        services.TryAddSingleton<IDecisionInbox>(provider => new DecisionInbox(Db(provider)));
        services.TryAddSingleton<ICardOutbox>(provider => new CardOutbox(Db(provider), Options(provider), Time(provider)));
        services.TryAddSingleton<IDigestOutbox>(provider => new DigestOutbox(Db(provider), Options(provider)));
        services.TryAddSingleton<ICardNotes>(provider => new CardNotesStore(Db(provider)));
        services.TryAddSingleton<IAbsenceStore>(provider => new AbsenceStore(Db(provider)));
        services.TryAddSingleton<IEffectStore>(provider => new EffectStore(Db(provider)));
        services.TryAddSingleton(provider => new CatalogUsage(Db(provider)));
        services.TryAddSingleton<ICatalogVersions>(provider => new CatalogVersions(Db(provider)));
        services.TryAddSingleton<IShadowCards>(provider => new ShadowCards(Db(provider)));
        services.TryAddSingleton<IReservationStore>(provider => new ReservationStore(Db(provider)));
        services.TryAddSingleton<IGrantStore>(provider => new GrantStore(Db(provider)));
        services.TryAddSingleton<IReversalLinks>(provider => new ReversalLinks(provider.GetRequiredService<RequestQueries>()));
        services.TryAddSingleton<IStateStore>(provider => new StateStore(Db(provider)));
        services.TryAddSingleton<IDrillStore>(provider => new DrillStore(Db(provider)));
        services.TryAddSingleton<IDeskCards>(provider => new DeskCardStore(Db(provider)));
        services.TryAddSingleton<IOpsStore>(provider => new OpsStore(Db(provider)));
        services.TryAddSingleton<ICatalogStore>(provider => new CatalogStore(Db(provider)));
        services.TryAddSingleton(provider => new ApiKeys(Db(provider)));
        services.TryAddSingleton(provider => new SlackDeliveries(Db(provider)));
        services.TryAddSingleton(provider => new Stages.StageWatch(Db(provider)));
        services.TryAddSingleton<ITokenVault>(provider => new TokenVault(Db(provider), provider.GetRequiredService<SigningKeys>()));
        services.TryAddSingleton(provider => new SignIns(Db(provider)));
        services.TryAddSingleton(provider => new RequestQueries(Db(provider)));
        services.TryAddSingleton(provider => new OversightQueries(Db(provider)));
        services.TryAddSingleton(provider => RetentionStore.Open(Options(provider), provider.GetRequiredService<CommitSignals>(), Time(provider)));
        services.TryAddSingleton(provider => new LedgerReader(
            Db(provider), provider.GetRequiredService<LedgerAppender>(), VerifyingKey(Options(provider)), Anchor(Options(provider))));
        return services;
    }

    /// <summary>Adds the sealer of the ledger as a background service; several processes may run it, one at a time seals.</summary>
    /// <remarks>Needs <see cref="AddHitlPostgres"/>, and options <c>SealConnectionString</c>, <c>AnchorDirectory</c> and <c>CheckpointKeyPath</c>.</remarks>
    public static IServiceCollection AddHitlSealer(this IServiceCollection services)
    {
        services.AddOptions<PostgresOptions>().Validate(
            options => options.SealConnectionString is not null && options.AnchorDirectory is not null && options.CheckpointKeyPath is not null,
            string.Create(CultureInfo.InvariantCulture, $"To seal the ledger, {PostgresOptions.Section} needs SealConnectionString, AnchorDirectory and CheckpointKeyPath."))
            .Validate(options => options.AnchorUrl is not { } url || (url.IsAbsoluteUri && (url.Scheme == Uri.UriSchemeHttps || url.IsLoopback)), "Hitl:Postgres:AnchorUrl must be https, or http on this machine.")
            .Validate(options => options.AnchorBucket is not { } bucket || IsUsable(bucket), "Hitl:Postgres:AnchorBucket needs Endpoint (https, or http on this machine), Bucket, Region, AccessKeyId, SecretAccessKey and LockDays from 1 to 36,500.");
        services.TryAddSingleton(provider => new SealDatabase(Database.Open(
            Options(provider).SealConnectionString!, Options(provider) with { MaxConnections = 2 }, provider.GetRequiredService<CommitSignals>())));
        services.TryAddSingleton(provider => new SealStore(provider.GetRequiredService<SealDatabase>().Database));
        services.TryAddSingleton(provider => CheckpointKey.FromFile(Options(provider).CheckpointKeyPath!));
        services.TryAddSingleton(provider => new ChainWriter(
            provider.GetRequiredService<SealStore>(), Anchor(Options(provider))!, provider.GetRequiredService<CheckpointKey>(), Options(provider), Time(provider)));
        services.TryAddSingleton(provider => new LedgerWatch(
            provider.GetRequiredService<SealStore>(), Anchor(Options(provider))!, provider.GetRequiredService<CheckpointKey>(), Sinks(provider), Options(provider),
            Time(provider), provider.GetRequiredService<ILogger<LedgerWatch>>()));
        services.AddHostedService(provider => provider.GetRequiredService<LedgerWatch>());
        services.TryAddSingleton(provider => new LedgerRecovery(provider.GetRequiredService<SealStore>(), Anchor(Options(provider))!, Time(provider)));
        services.AddHostedService(provider => new Sealer(
            provider.GetRequiredService<SealStore>(),
            provider.GetRequiredService<ChainWriter>(),
            new(provider.GetRequiredService<SealStore>(), Anchor(Options(provider))!, provider.GetRequiredService<CheckpointKey>()),
            provider.GetRequiredService<CommitSignals>(),
            Time(provider),
            provider.GetRequiredService<ILogger<Sealer>>()));
        return services;
    }

    private static PostgresOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<PostgresOptions>>().Value;

    private static Database Db(IServiceProvider provider) => provider.GetRequiredService<Database>();

    private static TimeProvider Time(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();

    private static AnchorFile? Anchor(PostgresOptions options) => options.AnchorDirectory is { } directory ? new(directory) : null;

    private static List<ICheckpointSink> Sinks(IServiceProvider provider)
    {
        var (options, store, key) = (Options(provider), provider.GetRequiredService<SealStore>(), provider.GetRequiredService<CheckpointKey>());
        var sinks = new List<ICheckpointSink>();
        if (options.AnchorUrl is { } url) sinks.Add(new HttpAnchor(url, options.AnchorToken, store, key));
        if (options.AnchorBucket is { } bucket) sinks.Add(new S3Anchor(bucket, store, key, Time(provider)));
        return sinks;
    }

    private static bool IsUsable(S3AnchorOptions bucket) =>
        bucket.Endpoint is { IsAbsoluteUri: true } endpoint && (endpoint.Scheme == Uri.UriSchemeHttps || endpoint.IsLoopback)
        && Validator.TryValidateObject(bucket, new(bucket), null, validateAllProperties: true);

    private static CheckpointKey? VerifyingKey(PostgresOptions options) =>
        (options.CheckpointPublicKeyPath ?? options.CheckpointKeyPath) is { } path && File.Exists(path) ? CheckpointKey.FromFile(path) : null;
}
