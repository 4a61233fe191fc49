using Hitl.Gateway.Console.Session;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hitl.Gateway.Console;

/// <summary>What the console needs: pages, sign-in with Slack, and protection of its cookies and forms.</summary>
internal static class ConsoleServices
{
    public static void AddConsole(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "hitl-form";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.FormFieldName = "form_token";
        });
        services.AddDataProtection();
        services.Replace(ServiceDescriptor.Singleton<IDataProtectionProvider, KeyedProtection>());
        // The stock key ring is replaced above; its warm-up would only write key files that nothing reads.
        foreach (var warmUp in services.Where(s => s.ImplementationType?.Name == "DataProtectionHostedService").ToList()) services.Remove(warmUp);
        services.AddSingleton<ConsoleApi>().AddSingleton<ConsoleForms>();
        services.AddSingleton<Microsoft.Extensions.Options.IConfigureOptions<OAuthOptions>, SlackSignIn>();
        services.AddSingleton<Microsoft.Extensions.Options.IConfigureOptions<CookieAuthenticationOptions>, ConsoleCookie>();
    }

    public static AuthenticationBuilder AddConsoleSignIn(this AuthenticationBuilder authentication) => authentication
        .AddCookie(ConsoleCookie.Scheme)
        .AddOAuth(SlackSignIn.Scheme, _ => { });
}
