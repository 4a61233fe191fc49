using Microsoft.Extensions.DependencyInjection;
using Temporalio.Activities;
using Temporalio.Extensions.Hosting;

namespace Temporal.Tests.Sdk.Hosting;

public sealed class ActivityScopeTests
{
    private readonly ServiceProvider _services = new ServiceCollection().AddScoped<Scoped>().AddScoped<ScopedActivities>().BuildServiceProvider();

    [Fact]
    public async Task An_activity_knows_the_scope_it_runs_in_and_nobody_else_does()
    {
        var scoped = (Scoped)(await RunAsync("Look"))!;

        Assert.True(scoped.IsDisposed);
        Assert.Null(ActivityScope.ServiceScope);
        Assert.Null(ActivityScope.ScopedInstance);
    }

    [Fact]
    public async Task An_activity_runs_in_the_scope_that_was_given_and_leaves_it_open()
    {
        await using var scope = _services.CreateAsyncScope();
        ActivityScope.ServiceScope = scope;

        var scoped = (Scoped)(await RunAsync("Look"))!;

        Assert.False(scoped.IsDisposed);
        Assert.Same(scope.ServiceProvider.GetRequiredService<Scoped>(), scoped);
    }

    [Fact]
    public async Task An_activity_is_a_method_of_the_object_that_was_given()
    {
        var mine = new Scoped();
        ActivityScope.ScopedInstance = new ScopedActivities(mine);

        Assert.Same(mine, await RunAsync("Mine"));
    }

    private Task<object?> RunAsync(string name) =>
        _services.CreateTemporalActivityDefinitions<ScopedActivities>().Single(activity => activity.Name == name).InvokeAsync([]);

    public sealed class Scoped : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }

    public sealed class ScopedActivities(Scoped scoped)
    {
        [Activity]
        public Scoped Look()
        {
            Assert.Same(this, ActivityScope.ScopedInstance);
            Assert.Same(scoped, ActivityScope.ServiceScope!.ServiceProvider.GetRequiredService<Scoped>());
            return scoped;
        }

        [Activity]
        public Scoped Mine() => scoped;
    }
}
