using System.Reflection;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.DependencyInjection;
using Temporalio.Activities;

namespace Temporalio.Extensions.Hosting;

/// <summary>Makes activities of registered services.</summary>
public static class ServiceProviderExtensions
{
    /// <summary>Makes definitions of all activities of a type, whose instance comes from a scope of its own for each call.</summary>
    /// <typeparam name="T">The type, as registered.</typeparam>
    /// <param name="provider">Where instances come from.</param>
    /// <returns>The definitions.</returns>
    /// <exception cref="ArgumentException">An activity method is wrong.</exception>
    public static IReadOnlyCollection<ActivityDefinition> CreateTemporalActivityDefinitions<T>(this IServiceProvider provider) =>
        provider.CreateTemporalActivityDefinitions(typeof(T));

    /// <summary>Makes definitions of all activities of a type, whose instance comes from a scope of its own for each call.</summary>
    /// <param name="provider">Where instances come from.</param>
    /// <param name="type">The type, as registered.</param>
    /// <returns>The definitions.</returns>
    /// <exception cref="ArgumentException">An activity method is wrong.</exception>
    public static IReadOnlyCollection<ActivityDefinition> CreateTemporalActivityDefinitions(this IServiceProvider provider, Type type) =>
        [.. ActivityDefinition.MethodsOf(type).Select(method => provider.CreateTemporalActivityDefinition(type, method))];

    /// <summary>Makes a definition of one activity, whose instance comes from a scope of its own for each call.</summary>
    /// <param name="provider">Where instances come from.</param>
    /// <param name="instanceType">The type, as registered.</param>
    /// <param name="method">The method.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="ArgumentException">The method is no activity, or a wrong one.</exception>
    public static ActivityDefinition CreateTemporalActivityDefinition(
        this IServiceProvider provider, Type instanceType, MethodInfo method) =>
        ActivityDefinition.Create(method, arguments => InvokeAsync(provider, instanceType, method, arguments));

    private static async Task<object?> InvokeAsync(IServiceProvider provider, Type type, MethodInfo method, object?[] arguments)
    {
        if (ActivityScope.ServiceScope is not null) return await InvokeInScopeAsync(type, method, arguments).ConfigureAwait(false);

        // The scope lives as long as the activity does.
        await using var scope = provider.CreateAsyncScope();
        ActivityScope.ServiceScope = scope;
        return await InvokeInScopeAsync(type, method, arguments).ConfigureAwait(false);
    }

    private static async Task<object?> InvokeInScopeAsync(Type type, MethodInfo method, object?[] arguments)
    {
        var instance = method.IsStatic ? null : ActivityScope.ScopedInstance ??= ActivityScope.ServiceScope!.ServiceProvider.GetRequiredService(type);
        object? result;
        try
        {
            result = method.Invoke(instance, arguments);
        }
        catch (TargetInvocationException wrapped) when (wrapped.InnerException is { } thrown)
        {
            ExceptionDispatchInfo.Throw(thrown);
            throw;
        }
        return result is Task task ? await TaskResults.OfAsync(task, method.ReturnType).ConfigureAwait(false) : result;
    }
}
