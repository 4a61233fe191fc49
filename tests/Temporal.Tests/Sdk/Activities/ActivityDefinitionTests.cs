using Temporalio.Activities;

namespace Temporal.Tests.Sdk.Activities;

public sealed class ActivityDefinitionTests
{
    [Fact]
    public void An_activity_is_named_after_its_method_unless_named_otherwise()
    {
        var names = ActivityDefinition.CreateAll(new Refunds()).Select(activity => activity.Name).Order(StringComparer.Ordinal);

        Assert.Equal(["Fail", "Note", "Pay", "Rename", "post-card"], names);
    }

    [Fact]
    public void An_activity_of_an_interface_is_named_by_the_interface()
    {
        var method = typeof(IRefunds).GetMethod(nameof(IRefunds.PayAsync))!;

        Assert.Equal("Pay", ActivityDefinition.NameFromMethodForCall(method));
        Assert.Equal("Pay", ActivityDefinition.CreateAll<IRefunds>(new Refunds()).Single().Name);
    }

    [Fact]
    public async Task Tasks_are_awaited_and_their_results_passed_on()
    {
        var activities = ActivityDefinition.CreateAll(new Refunds()).ToDictionary(activity => activity.Name!);

        Assert.Equal(42, await activities["Pay"].InvokeAsync([42]));
        Assert.Equal("Ada", await activities["Rename"].InvokeAsync(["Ada"]));
        Assert.Equal(default(ValueTuple), await activities["Note"].InvokeAsync([]));
    }

    [Fact]
    public async Task A_missing_argument_takes_its_default()
    {
        var note = ActivityDefinition.CreateAll(new Refunds()).Single(activity => activity.Name == "post-card");

        Assert.Equal((1, 2), (note.RequiredParameterCount, note.ParameterTypes.Count));
        Assert.Equal("hello, world", await note.InvokeAsync(["hello"]));
    }

    [Fact]
    public async Task What_an_activity_throws_is_thrown_as_it_is()
    {
        var fail = ActivityDefinition.CreateAll(new Refunds()).Single(activity => activity.Name == "Fail");

        await Assert.ThrowsAsync<NotSupportedException>(() => fail.InvokeAsync([]));
    }

    [Fact]
    public async Task A_local_function_may_be_an_activity()
    {
        [Activity]
        static Task<int> AddAsync(int left, int right) => Task.FromResult(left + right);

        var add = ActivityDefinition.Create(AddAsync);

        Assert.Equal("Add", add.Name);
        Assert.Equal(5, await add.InvokeAsync([2, 3]));
    }

    [Fact]
    public void What_cannot_be_an_activity_is_refused()
    {
        Assert.Throws<ArgumentException>(() => ActivityDefinition.Create(() => 1));
        Assert.Throws<ArgumentException>(() => ActivityDefinition.Create([Activity] () => 1));
        Assert.Throws<ArgumentException>(() => ActivityDefinition.CreateAll(typeof(string), ""));
        Assert.Throws<InvalidOperationException>(() => ActivityDefinition.CreateAll<Refunds>(null));
        Assert.Throws<ArgumentException>(() => ActivityDefinition.Create("short", typeof(int), [typeof(int)], 2, _ => 1));
    }

    public interface IRefunds
    {
        [Activity]
        Task<int> PayAsync(int amount);
    }

    public sealed class Refunds : IRefunds
    {
        [Activity]
        public Task<int> PayAsync(int amount) => Task.FromResult(amount);

        [Activity]
        public string Rename(string name) => name;

        [Activity("post-card")]
        public static Task<string> PostCardAsync(string text, string to = "world") => Task.FromResult($"{text}, {to}");

        [Activity]
        public async Task NoteAsync() => await Task.Yield();

        [Activity]
        public void Fail() => throw new NotSupportedException();

        public void NoActivity()
        {
        }
    }
}
