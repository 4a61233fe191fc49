using System.ComponentModel.DataAnnotations;
using Hitl.Connectors.Accounts;
using Hitl.Connectors.Http;
using Hitl.Connectors.Loyalty;
using Hitl.Connectors.Payments;
using Hitl.Connectors.Webhooks;
using Hitl.Escalations.Execution;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Hitl.Connectors;

/// <summary>Registers the targets of actions.</summary>
public static class ConnectorServices
{
    /// <summary>Adds one <see cref="IActionTarget"/> for every entry of <c>Hitl:Targets</c>.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The host's configuration.</param>
    /// <exception cref="OptionsValidationException">An entry has no usable address, secret or connector; every problem is listed. Nothing starts on half of them.</exception>
    public static IServiceCollection AddHitlConnectors(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        var entries = configuration.GetSection("Hitl:Targets").GetChildren().ToDictionary(entry => entry.Key, entry => entry.Get<TargetOptions>() ?? new());
        var problems = entries.SelectMany(entry => Problems(entry.Key, entry.Value)).ToList();
        if (problems.Count > 0) throw new OptionsValidationException("Hitl:Targets", typeof(TargetOptions), problems);
        foreach (var (name, options) in entries) services.AddSingleton(provider => Create(name, options, provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    /// <summary>Makes the connector of one target from valid options.</summary>
    internal static IActionTarget Create(string name, TargetOptions options, TimeProvider time, Func<string, CancellationToken, Task<System.Net.IPAddress[]>>? resolve = null)
    {
        var http = new TargetHttp(options, resolve);
        return Kind(name, options) switch
        {
            "stripe-refunds" => new StripeRefunds(name, http, options.Secret),
            "accounts" => new AccountService(name, http, options.Secret),
            "loyalty" => new LoyaltyService(name, http, options.Secret),
            _ => new SignedHttp(name, http, options.Secret, time),
        };
    }

    internal static IEnumerable<string> Problems(string name, TargetOptions options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new(options), results, validateAllProperties: true);
        foreach (var result in results) yield return $"Hitl:Targets:{name}: {result.ErrorMessage}";
        if (TargetUrl.Read(options, out var problem) is null) yield return $"Hitl:Targets:{name}:BaseUrl: executor.url: {problem}.";
        var kind = Kind(name, options);
        if (kind is not ("stripe-refunds" or "accounts" or "loyalty" or "signed-http")) yield return $"Hitl:Targets:{name}:Connector: there is no connector '{kind}'.";
        if (kind == "signed-http" && !StandardWebhook.IsSecret(options.Secret))
            yield return $"Hitl:Targets:{name}:Secret: must be whsec_ and the base64 of 24 to 64 bytes.";
    }

    private static string Kind(string name, TargetOptions options) => options.Connector ?? name switch
    {
        "payments" => "stripe-refunds",
        "accounts" or "loyalty" => name,
        _ => "signed-http",
    };
}
