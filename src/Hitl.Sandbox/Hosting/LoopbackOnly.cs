using System.Net;

namespace Hitl.Sandbox.Hosting;

/// <summary>Keeps web pages of the outside world from driving the sandbox through a browser on this machine.</summary>
internal static class LoopbackOnly
{
    public static void UseLoopbackOnly(this WebApplication app) => app.Use(async (context, next) =>
    {
        // A rebound DNS name would carry a foreign Host; a cross-site form would carry a foreign Origin.
        var origin = context.Request.Headers.Origin.ToString();
        if (IsLoopback(context.Request.Host.Host) && (origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && IsLoopback(from.Host))))
        {
            await next(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        await context.Response.WriteAsync("The sandbox answers loopback addresses only.");
    });

    private static bool IsLoopback(string host) =>
        host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
