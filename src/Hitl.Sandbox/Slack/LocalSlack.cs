using Hitl.Sandbox.Slack.Api;
using Hitl.Sandbox.Slack.Delivery;
using Hitl.Sandbox.Slack.Driver;
using Hitl.Sandbox.Slack.Model;
using Hitl.Sandbox.Slack.Page;
using Hitl.Sandbox.Slack.People;
using Hitl.Sandbox.Slack.SignIn;
using Hitl.Sandbox.Slack.SocketMode;

namespace Hitl.Sandbox.Slack;

/// <summary>Registers the local Slack and its doors.</summary>
internal static class LocalSlack
{
    public static void AddLocalSlack(this IServiceCollection services)
    {
        services.AddSingleton<ChangeSignal>();
        services.AddSingleton<Workspace>();
        services.AddSingleton<MessageBook>();
        services.AddSingleton<ViewBook>();
        services.AddSingleton<TriggerBook>();
        services.AddSingleton<ResponseUrlBook>();
        services.AddSingleton<SlackLog>();
        services.AddSingleton<Notices>();
        services.AddSingleton<SocketHub>();
        services.AddSingleton<AppDelivery>();
        services.AddSingleton<EventDelivery>();
        services.AddSingleton<RateTiers>();
        services.AddSingleton<TokenBook>();
        services.AddSingleton<ViewMethods>();
        services.AddSingleton<ISlackMethods>(provider => provider.GetRequiredService<ViewMethods>());
        services.AddSingleton<ISlackMethods, ChatMethods>();
        services.AddSingleton<ISlackMethods, ConversationMethods>();
        services.AddSingleton<ISlackMethods, UserMethods>();
        services.AddSingleton<ISlackMethods, AppMethods>();
        services.AddSingleton<WebApiEndpoint>();
        services.AddSingleton<InteractionPayloads>();
        services.AddSingleton<Controls>();
        services.AddSingleton<Clicks>();
        services.AddSingleton<Modals>();
        services.AddSingleton<Talk>();
        services.AddSingleton<Profiles>();
        services.AddSingleton<ResponseUrlEndpoint>();
        services.AddSingleton<DriverJson>();
        services.AddSingleton<DriverDesk>();
        services.AddSingleton<SignInCodes>();
        services.AddSingleton<ISlackMethods, SignInMethods>();
        services.AddSingleton<FieldHtml>();
        services.AddSingleton<BlockHtml>();
        services.AddSingleton<PageParts>();
        services.AddSingleton<PageFrame>();
        services.AddSingleton<PageActions>();
        services.AddSingleton<InspectorPage>();
    }

    public static void MapLocalSlack(this WebApplication app)
    {
        app.MapMethods("/api/{method}", ["GET", "POST"], (HttpContext context, WebApiEndpoint api) => api.HandleAsync(context));
        app.MapPost("/actions/{team}/{id}", (HttpContext context, ResponseUrlEndpoint endpoint) => endpoint.HandleAsync(context));
        app.Map("/link", (HttpContext context, SocketHub sockets) => sockets.ServeAsync(context));
        app.MapDriver();
        app.MapSignIn();
        app.MapPage();
    }
}
