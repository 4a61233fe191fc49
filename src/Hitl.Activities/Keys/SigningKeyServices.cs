using Hitl.Escalations.Keys;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hitl.Activities.Keys;

/// <summary>Registers the signing keys.</summary>
public static class SigningKeyServices
{
    /// <summary>Adds <see cref="SigningKeys"/> from <c>Hitl:Keys</c>; a missing, short or malformed key stops the host.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The host's configuration.</param>
    public static IServiceCollection AddHitlKeys(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<KeyOptions>().Bind(configuration.GetSection(KeyOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton(provider => provider.GetRequiredService<IOptions<KeyOptions>>().Value.Read());
    }
}
