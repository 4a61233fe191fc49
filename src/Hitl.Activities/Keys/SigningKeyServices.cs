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
        services.AddOptions<SigningKeyOptions>().Bind(configuration.GetSection(SigningKeyOptions.Section)).ValidateDataAnnotations()
            .Validate(options => options.Items.ContainsKey(options.Active), "Hitl:Keys:Active is not among Hitl:Keys:Items.")
            .Validate(options => options.Items.Values.All(IsKey), $"Every key in Hitl:Keys:Items must be the base64 of at least {SigningKeys.MinimumBytes} bytes.")
            .ValidateOnStart();
        return services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<SigningKeyOptions>>().Value;
            return new SigningKeys(options.Active, options.Items.ToDictionary(item => item.Key, item => Convert.FromBase64String(item.Value)));
        });
    }

    private static bool IsKey(string text) => Convert.TryFromBase64String(text, new byte[text.Length], out var length) && length >= SigningKeys.MinimumBytes;
}
