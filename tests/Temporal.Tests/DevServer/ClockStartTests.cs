using Temporal.DevServer.Stores;
using Temporal.Tests.DevServer.Faults;

namespace Temporal.Tests.DevServer;

/// <summary>What a slow start does to the clock: nothing. An engine that began behind would let the next one, which began sooner, fire its timers early.</summary>
public sealed class ClockStartTests(PostgresCluster cluster)
{
    [Fact]
    public async Task Time_that_the_start_itself_takes_is_counted()
    {
        var time = new ManualTime();
        var store = new FaultyStore(new MemoryHistoryStore())
        {
            Fails = (call, isDone) =>
            {
                if (call == "Anchor" && isDone) time.Advance(TimeSpan.FromSeconds(3));
                return false;
            },
        };

        await using var server = await Server.StartAsync(store, time);

        Assert.Equal(time.GetUtcNow().UtcTicks, server.Host.Engine.Clock.Now);
    }

    [Fact]
    public async Task A_database_on_the_same_machine_is_neither_ahead_nor_behind()
    {
        await using var store = new PostgresHistoryStore(await cluster.CreateDatabaseAsync());

        var opening = await store.OpenAsync(TestContext.Current.CancellationToken);

        Assert.Equal(TimeSpan.Zero, opening.Ahead);
    }
}
