using Hitl.Escalations.Keys;
using Hitl.Slack.WebApi;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Hitl.Slack;

/// <summary>Registers what talks to Slack.</summary>
public static class SlackServices
{
    /// <summary>Adds <see cref="SlackWebApi"/> with <see cref="SlackOptions"/> from <c>Hitl:Slack</c>, checked when the host starts.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The host's configuration.</param>
    public static IServiceCollection AddSlackWebApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SlackOptions>().Bind(configuration.GetSection("Hitl:Slack")).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ISlackTokens>(provider => string.IsNullOrEmpty(configuration["Hitl:Slack:RefreshToken"])
            ? new FixedSlackTokens(provider.GetRequiredService<IOptions<SlackOptions>>())
            : new RotatingSlackTokens(
                NewClient(TimeSpan.FromSeconds(10)), provider.GetRequiredService<IOptions<SlackOptions>>(), provider.GetRequiredService<ITokenVault>(), provider.GetRequiredService<TimeProvider>()));
        // One client for the life of the process: it also remembers which limits Slack asked us to respect.
        services.TryAddSingleton(provider => new SlackWebApi(
            NewClient(Timeout.InfiniteTimeSpan), provider.GetRequiredService<IOptions<SlackOptions>>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ISlackTokens>()));
        return services;
    }

    private static HttpClient NewClient(TimeSpan timeout) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = timeout,
    };
}
