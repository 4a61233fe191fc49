using Hitl.Sandbox.Journaling;

namespace Hitl.Tests.Sandbox;

public sealed class JournalTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("sandbox-journal").FullName;

    private string File => Path.Combine(_directory, "journal.jsonl");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task What_was_flushed_is_there_after_a_restart()
    {
        await Write(("a", "1"), ("b", "2"), ("a", "3"));

        await using var journal = Journal.Open(_directory);
        var table = new DurableTable<string>(journal, "things");

        Assert.Equal(["3", "2"], table.Rows);
    }

    [Fact]
    public async Task A_torn_last_line_is_dropped_and_written_over()
    {
        await Write(("a", "1"), ("b", "2"));
        await System.IO.File.AppendAllTextAsync(File, """[["things","c","3""", TestContext.Current.CancellationToken);

        await Write(("d", "4"));

        await using var journal = Journal.Open(_directory);
        Assert.Equal(["1", "2", "4"], new DurableTable<string>(journal, "things").Rows);
    }

    [Fact]
    public async Task Damage_before_the_last_line_stops_the_sandbox()
    {
        await Write(("a", "1"), ("b", "2"));
        var lines = await System.IO.File.ReadAllLinesAsync(File, TestContext.Current.CancellationToken);
        await System.IO.File.WriteAllLinesAsync(File, [lines[0][..^3], .. lines[1..]], TestContext.Current.CancellationToken);

        var refused = Assert.Throws<InvalidDataException>(() => Journal.Open(_directory));

        Assert.Contains("line 1", refused.Message);
    }

    [Fact]
    public async Task Puts_of_one_change_are_one_line()
    {
        await using (var journal = Journal.Open(_directory))
        {
            var (one, two) = (new DurableTable<string>(journal, "one"), new DurableTable<string>(journal, "two"));
            journal.Change(() => journal.Change(() => one.Put("a", "1")) + two.Put("b", "2"));
            await journal.FlushedAsync();
        }

        Assert.Single(await System.IO.File.ReadAllLinesAsync(File, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Removed_rows_stay_removed()
    {
        await Write(("a", "1"), ("b", "2"));
        await using (var journal = Journal.Open(_directory))
        {
            var table = new DurableTable<string>(journal, "things");
            journal.Change(() => { table.Remove("a"); return true; });
        }

        await using var reopened = Journal.Open(_directory);
        Assert.Equal(["2"], new DurableTable<string>(reopened, "things").Rows);
    }

    [Fact]
    public async Task One_directory_has_one_owner()
    {
        await using var journal = Journal.Open(_directory);

        Assert.Throws<IOException>(() => Journal.Open(_directory));
    }

    [Fact]
    public void A_put_outside_a_change_is_a_mistake()
    {
        var table = new DurableTable<string>(Journal.Open(null), "things");

        Assert.Throws<InvalidOperationException>(() => table.Put("a", "1"));
    }

    private async Task Write(params (string Key, string Value)[] rows)
    {
        await using var journal = Journal.Open(_directory);
        var table = new DurableTable<string>(journal, "things");
        foreach (var (key, value) in rows) journal.Change(() => table.Put(key, value));
        await journal.FlushedAsync();
    }
}
