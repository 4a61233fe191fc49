using Microsoft.Extensions.DependencyInjection;

namespace Temporalio.Extensions.Hosting;

/// <summary>The services an activity runs with. Known to its code and to what it calls, as each runs with its own.</summary>
/// <remarks>An interceptor of <see cref="Worker.Interceptors.ActivityInboundInterceptor.ExecuteActivityAsync"/> may set either before it goes on;
/// the activity then runs with that, and whoever set it disposes of it.</remarks>
public static class ActivityScope
{
    private static readonly AsyncLocal<IServiceScope?> Scope = new();
    private static readonly AsyncLocal<object?> Instance = new();

    /// <summary>The scope; made when the activity begins and disposed when it ends, unless an interceptor gave one. <see langword="null"/> outside of activities.</summary>
    public static IServiceScope? ServiceScope
    {
        get => Scope.Value;
        set => Scope.Value = value;
    }

    /// <summary>The object whose method the activity is; from the scope, unless an interceptor gave one. <see langword="null"/> for static methods.</summary>
    public static object? ScopedInstance
    {
        get => Instance.Value;
        set => Instance.Value = value;
    }
}
