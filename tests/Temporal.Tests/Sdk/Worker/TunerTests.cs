using System.Collections.Concurrent;
using Temporal.Tests.Sdk.Workflows;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Worker;
using Temporalio.Worker.Tuning;

namespace Temporal.Tests.Sdk.Worker;

public sealed class TunerTests
{
    [Fact]
    public async Task A_supplier_of_ones_own_sees_each_slot_taken_used_and_given_back()
    {
        await using var server = await FakeTemporal.StartAsync();
        var supplier = new Ledger { Fails = 1 };
        var done = ThreeActivities(server);
        var options = Options(new WorkerTuner(new FixedSizeSlotSupplier(2), supplier, new FixedSizeSlotSupplier(1)));
        using var worker = new TemporalWorker(await server.ConnectAsync(), options);

        await worker.WhileAsync(() => done);

        Assert.Equal(supplier.Taken.Order(), supplier.GivenBack.Order());
        Assert.Equal(Enumerable.Repeat(new SlotInfo.ActivitySlotInfo("Work"), 3), supplier.Used);
        Assert.All(supplier.Asked, asked => Assert.Equal((SlotType.Activity, "queue", false), (asked.SlotType, asked.TaskQueue, asked.IsSticky)));
    }

    [Fact]
    public async Task A_worker_does_all_its_work_in_the_slots_of_a_fixed_tuner()
    {
        await using var server = await FakeTemporal.StartAsync();
        var done = ThreeActivities(server);
        using var worker = new TemporalWorker(await server.ConnectAsync(), Options(WorkerTuner.CreateFixedSize(2, 1, 1)));

        await worker.WhileAsync(() => done);

        Assert.Equal(3, server.All<RespondActivityTaskCompletedRequest>().Length);
    }

    [Fact]
    public async Task A_tuner_and_numbers_of_slots_exclude_each_other()
    {
        await using var server = await FakeTemporal.StartAsync();
        var client = await server.ConnectAsync();
        var options = Options(WorkerTuner.CreateFixedSize(2, 1, 1));
        options.MaxConcurrentLocalActivities = 1;

        var refused = Assert.Throws<ArgumentException>(() => new TemporalWorker(client, options));

        Assert.Contains("Tuner", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_many_polls_are_opened_as_the_server_advises()
    {
        await using var server = await FakeTemporal.StartAsync();
        var polls = 0;
        var three = new TaskCompletionSource();
        server.On<PollActivityTaskQueueRequest>(async (_, cancel) =>
        {
            var poll = Interlocked.Increment(ref polls);
            if (poll == 1) return new PollActivityTaskQueueResponse(ActivityTasks.New("one")) { PollerScalingDecision = new() { PollRequestDeltaSuggestion = 2 } };
            if (poll == 4) three.TrySetResult();
            return await ActivityTasks.NeverAsync(cancel);
        });
        server.On<RespondActivityTaskCompletedRequest>(_ => new RespondActivityTaskCompletedResponse());
        var options = Options(null);
        options.ActivityTaskPollerBehavior = new PollerBehavior.Autoscaling(minimum: 1, maximum: 3, initial: 1);
        using var worker = new TemporalWorker(await server.ConnectAsync(), options);

        await worker.WhileAsync(() => three.Task);

        Assert.Equal(4, polls);
    }

    [Fact]
    public void Polls_become_fewer_when_they_bring_nothing_or_the_server_is_overloaded()
    {
        var scale = PollerScale.Of(new PollerBehavior.Autoscaling(1, 8, 8), int.MaxValue);
        scale.Missing();

        scale.Failed(isOverloaded: true);
        scale.Answered(0, isEmpty: false);
        scale.Answered(null, isEmpty: true);

        Assert.Equal(5, Enumerable.Range(0, 8).Count(_ => scale.TryEndOne()));
    }

    [Fact]
    public void A_machine_in_full_use_gets_the_least_slots_only()
    {
        var use = (Memory: 0.9, Cpu: 0.1);
        var slots = new ResourceSlots(Supplier(TimeSpan.Zero), SlotType.Activity, () => use, new ManualTime());

        var whileBusy = Enumerable.Range(0, 5).Count(_ => slots.TryReserveSlot(Context) is not null);
        use = (0.1, 0.1);
        var afterwards = Enumerable.Range(0, 5).Count(_ => slots.TryReserveSlot(Context) is not null);

        Assert.Equal((2, 2), (whileBusy, afterwards));
    }

    [Fact]
    public void Further_slots_come_one_after_the_other()
    {
        var time = new ManualTime();
        var slots = new ResourceSlots(Supplier(TimeSpan.FromSeconds(1)), SlotType.Activity, () => (0, 0), time);
        for (var i = 0; i < 2; i++) slots.TryReserveSlot(Context);

        var tooEarly = slots.TryReserveSlot(Context);
        time.Advance(TimeSpan.FromSeconds(1));
        var inTime = slots.TryReserveSlot(Context);

        Assert.Null(tooEarly);
        Assert.NotNull(inTime);
    }

    private static SlotReserveContext Context { get; } = new(SlotType.Activity, "queue", "me", "", false);

    private static ResourceBasedSlotSupplier Supplier(TimeSpan ramp) => new(new(2, 4, ramp), new(0.8, 0.9));

    private static TemporalWorkerOptions Options(WorkerTuner? tuner) => new TemporalWorkerOptions("queue") { Tuner = tuner, MaxConcurrentActivityTaskPolls = 2 }
        .AddActivity(ActivityTasks.Definition(_ => Task.CompletedTask));

    private static Task ThreeActivities(FakeTemporal server)
    {
        var (polls, answers) = (0, 0);
        var done = new TaskCompletionSource();
        server.On<PollActivityTaskQueueRequest>(async (_, cancel) =>
            Interlocked.Increment(ref polls) is <= 3 and var poll ? ActivityTasks.New($"{poll}") : await ActivityTasks.NeverAsync(cancel));
        server.On<RespondActivityTaskCompletedRequest>(_ =>
        {
            if (Interlocked.Increment(ref answers) == 3) done.TrySetResult();
            return new RespondActivityTaskCompletedResponse();
        });
        return done.Task;
    }

    private sealed class Ledger : CustomSlotSupplier
    {
        private int _numbers;

        public int Fails { get; set; }

        public ConcurrentQueue<SlotReserveContext> Asked { get; } = new();

        public ConcurrentQueue<int> Taken { get; } = new();

        public ConcurrentQueue<SlotInfo> Used { get; } = new();

        public ConcurrentQueue<int> GivenBack { get; } = new();

        public override Task<SlotPermit> ReserveSlotAsync(SlotReserveContext ctx, CancellationToken cancellationToken)
        {
            Asked.Enqueue(ctx);
            if (Fails-- > 0) throw new InvalidOperationException("not this time");
            var number = Interlocked.Increment(ref _numbers);
            Taken.Enqueue(number);
            return Task.FromResult(new SlotPermit(number));
        }

        public override SlotPermit? TryReserveSlot(SlotReserveContext ctx) => null;

        public override void MarkSlotUsed(SlotMarkUsedContext ctx)
        {
            Used.Enqueue(ctx.SlotInfo);
            throw new InvalidOperationException("nobody minds");
        }

        public override void ReleaseSlot(SlotReleaseContext ctx) => GivenBack.Enqueue((int)ctx.Permit.UserData!);
    }
}
