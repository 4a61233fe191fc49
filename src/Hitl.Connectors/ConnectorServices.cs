using System.ComponentModel.DataAnnotations;
using Hitl.Connectors.Accounts;
using Hitl.Connectors.Http;
using Hitl.Connectors.Loyalty;
using Hitl.Connectors.Payments;
using Hitl.Connectors.Webhooks;
using Hitl.Escalations.Drills;
using Hitl.Escalations.Execution;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Hitl.Connectors;

/// <summary>Registers the targets of actions.</summary>
public static class ConnectorServices
{
    /// <summary>The connectors that come with the system.</summary>
    public static IReadOnlyList<IConnector> BuiltIn { get; } = [new StripeConnector(), new AccountConnector(), new LoyaltyConnector(), new SignedHttpConnector()];

    /// <summary>Adds one <see cref="IActionTarget"/> for every entry of <c>Hitl:Targets</c>, and the sandbox target of each that has one.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The host's configuration.</param>
    /// <param name="more">Connectors of your own; their names begin with <c>x-</c>.</param>
    /// <exception cref="OptionsValidationException">An entry has no usable address, secret or connector; every problem is listed. Nothing starts on half of them.</exception>
    public static IServiceCollection AddHitlConnectors(this IServiceCollection services, IConfiguration configuration, params IReadOnlyList<IConnector> more)
    {
        services.TryAddSingleton(TimeProvider.System);
        IReadOnlyList<IConnector> connectors = [.. BuiltIn, .. more];
        var entries = configuration.GetSection("Hitl:Targets").GetChildren().ToDictionary(entry => entry.Key, entry => entry.Get<TargetOptions>() ?? new());
        var problems = more.SelectMany(Problems).Concat(entries.SelectMany(entry => Problems(entry.Key, entry.Value, connectors))).ToList();
        if (problems.Count > 0) throw new OptionsValidationException("Hitl:Targets", typeof(TargetOptions), problems);
        foreach (var (name, options) in entries) services.AddSingleton(provider => Create(name, options, provider.GetRequiredService<TimeProvider>(), null, connectors));
        services.AddSingleton<ISandboxTargets>(provider => new SandboxTargets(entries, connectors, provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    /// <summary>Makes the connector of one target from valid options.</summary>
    internal static IActionTarget Create(
        string name, TargetOptions options, TimeProvider time, Func<string, CancellationToken, Task<System.Net.IPAddress[]>>? resolve = null, IReadOnlyList<IConnector>? connectors = null)
    {
        var kind = Kind(name, options);
        return (connectors ?? BuiltIn).First(connector => connector.Statement.Connector == kind).Create(new(name, new TargetHttp(options, resolve), options.Secret, time));
    }

    internal static IEnumerable<string> Problems(string name, TargetOptions options, IReadOnlyList<IConnector> connectors)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new(options), results, validateAllProperties: true);
        foreach (var result in results) yield return $"Hitl:Targets:{name}: {result.ErrorMessage}";
        if (TargetUrl.Read(options, out var problem) is null) yield return $"Hitl:Targets:{name}:BaseUrl: executor.url: {problem}.";
        if (options.Sandbox() is { } sandbox && TargetUrl.Read(sandbox, out var wrong) is null) yield return $"Hitl:Targets:{name}:SandboxUrl: executor.url: {wrong}.";
        var kind = Kind(name, options);
        if (connectors.FirstOrDefault(connector => connector.Statement.Connector == kind) is not { } known) yield return $"Hitl:Targets:{name}:Connector: there is no connector '{kind}'.";
        else if (known.Problem(options) is { } own) yield return $"Hitl:Targets:{name}:{own}";
    }

    private static IEnumerable<string> Problems(IConnector connector)
    {
        var statement = connector.Statement;
        if (!statement.Connector.StartsWith("x-", StringComparison.Ordinal)) yield return $"Connector '{statement.Connector}': the name of a connector of your own begins with x-.";
        if (statement.Idempotency.HasFlag(Idempotency.ByKey) != statement.KeyLife > TimeSpan.Zero) yield return $"Connector '{statement.Connector}': a key life is stated exactly by those that take keys.";
    }

    private static string Kind(string name, TargetOptions options) => options.Connector ?? name switch
    {
        "payments" => "stripe-refunds",
        "accounts" or "loyalty" => name,
        _ => "signed-http",
    };
}
