using System.Text;
using Temporal.DevServer.Hosting;
using Temporal.DevServer.State;
using Temporal.DevServer.Stores;
using Temporal.DevServer.Stores.Files;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Tests.DevServer;

/// <summary>The file of <c>--db-filename</c>: what was answered is there again, what was torn was never answered, and damage is told.</summary>
public sealed class StoreFileTests : IDisposable
{
    private readonly TemporaryStoreFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public void Records_are_there_again_in_their_order()
    {
        Append("one", "two", "three");

        Assert.Equal(["one", "two", "three"], Read());
    }

    [Fact]
    public void A_last_record_torn_anywhere_is_cut_off_and_the_others_stay()
    {
        Append("one", "two");
        var kept = new FileInfo(_file.Path).Length;
        Append("three");
        var whole = File.ReadAllBytes(_file.Path);

        for (var length = (int)kept; length < whole.Length; length++)
        {
            File.WriteAllBytes(_file.Path, whole[..length]);
            Assert.Equal(["one", "two"], Read());
            Append("four");
            Assert.Equal(["one", "two", "four"], Read());
        }
    }

    [Fact]
    public void Blank_space_where_a_record_was_to_be_is_cut_off()
    {
        Append("one");
        File.AppendAllBytes(_file.Path, new byte[4096]);

        Assert.Equal(["one"], Read());
        Assert.True(new FileInfo(_file.Path).Length < 4096);
    }

    [Fact]
    public void A_changed_byte_before_the_last_record_is_told_with_its_place_and_nothing_is_changed()
    {
        Append("one");
        var first = (int)new FileInfo(_file.Path).Length;
        Append("two", "three");
        var whole = File.ReadAllBytes(_file.Path);
        var third = whole.AsSpan().IndexOf("three"u8) - 16;

        for (var at = first; at < third; at++)
        {
            var damaged = whole.ToArray();
            damaged[at] ^= 0x40;
            File.WriteAllBytes(_file.Path, damaged);

            var refused = Assert.Throws<IOException>(() => Read());

            Assert.Equal($"{_file.Path} is damaged at byte {first} of {whole.Length}. Restore it from a copy; nothing was changed.", refused.Message);
            Assert.Equal(damaged, File.ReadAllBytes(_file.Path));
        }
    }

    [Theory]
    [InlineData("SQLite format 3\0")]
    [InlineData("h\n")]
    public void A_file_of_another_program_is_left_alone(string content)
    {
        File.WriteAllText(_file.Path, content);

        var refused = Assert.Throws<IOException>(() => Read());

        Assert.Equal($"{_file.Path} is no file of this server. Name another one, or one that does not exist yet.", refused.Message);
        Assert.Equal(content, File.ReadAllText(_file.Path));
    }

    [Fact]
    public void A_file_that_was_created_and_no_more_is_a_new_one()
    {
        File.WriteAllText(_file.Path, "hitl-temp");
        Append("one");

        Assert.Equal(["one"], Read());
    }

    [Fact]
    public void A_closed_file_takes_nothing_more()
    {
        var file = new StoreFile(_file.Path);
        file.Open(_ => { });
        file.Dispose();

        Assert.Throws<StoreUnavailableException>(() => file.Append([1]));
        Assert.Empty(Read());
    }

    [Fact]
    public void Records_that_say_the_same_in_fewer_take_the_place_of_all()
    {
        using (var file = new StoreFile(_file.Path))
        {
            file.Open(_ => { });
            for (var i = 0; i < 100; i++) file.Append(Encoding.UTF8.GetBytes($"number {i}"));
            file.Rewrite([Encoding.UTF8.GetBytes("all of it")]);
            file.Append("and more"u8.ToArray());
        }

        Assert.Equal(["all of it", "and more"], Read());
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(_file.Path)!));
    }

    [Fact]
    public void A_file_that_cannot_be_shortened_stays_as_it_is_and_in_use()
    {
        Directory.CreateDirectory(_file.Path + ".next");
        using (var file = new StoreFile(_file.Path))
        {
            file.Open(_ => { });
            file.Append("one"u8.ToArray());
            file.Rewrite([Encoding.UTF8.GetBytes("all of it")]);
            file.Append("two"u8.ToArray());
        }

        Assert.Equal(["one", "two"], Read());
    }

    [Fact]
    public void Nobody_gets_the_file_while_and_after_it_is_written_anew()
    {
        using var file = new StoreFile(_file.Path);
        file.Open(_ => { });
        file.Rewrite([Encoding.UTF8.GetBytes("all of it")]);

        Assert.Contains("another process", Assert.Throws<IOException>(() => Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_can_be_tried_again_once_it_is_restored()
    {
        var cancel = TestContext.Current.CancellationToken;
        var run = new RunRef(new("default", "w"), Guid.NewGuid().ToString());
        long second;
        await using (var store = _file.Reopened())
        {
            await store.OpenAsync(cancel);
            await store.CommitAsync(new(run.Key, [Write(run, 0)], run.RunId));
            second = new FileInfo(_file.Path).Length;
            for (var version = 1; version < 3; version++) await store.CommitAsync(new(run.Key, [Write(run, version)]));
        }

        var whole = File.ReadAllBytes(_file.Path);
        var damaged = whole.ToArray();
        damaged[second + 20] ^= 1;
        File.WriteAllBytes(_file.Path, damaged);
        await using var next = _file.Reopened();
        await Assert.ThrowsAsync<IOException>(() => next.OpenAsync(cancel));
        File.WriteAllBytes(_file.Path, whole);
        await next.OpenAsync(cancel);

        Assert.Equal(3, (await next.LoadAsync(run, cancel))!.Events.Count);
    }

    [Fact]
    public async Task A_long_story_is_shortened_when_it_is_opened_and_stays_the_same()
    {
        var cancel = TestContext.Current.CancellationToken;
        var run = new RunRef(new("default", "w"), Guid.NewGuid().ToString());
        var gone = run with { Key = new("default", "gone") };
        await using (var store = _file.Reopened())
        {
            var secret = (await store.OpenAsync(cancel)).Secret;
            await store.SaveNamespaceAsync(new("default", "id", "what", "who@example.com", 42, new Dictionary<string, IndexedValueType> { ["Tier"] = IndexedValueType.Keyword }), cancel);
            await store.CommitAsync(new(gone.Key, [Write(gone, 0)], gone.RunId));
            await store.DeleteAsync(gone, cancel);
            for (var version = 0; version < 1_200; version++) await store.CommitAsync(new(run.Key, [Write(run, version)], version == 0 ? run.RunId : null));
            await store.AnchorAsync(new("boot", 7, 8), cancel);
            Assert.NotEmpty(secret);
        }

        var before = new FileInfo(_file.Path).Length;
        var reopened = _file.Reopened();
        var opening = await reopened.OpenAsync(cancel);
        var stored = await reopened.LoadAsync(run, cancel);
        var after = new FileInfo(_file.Path).Length;

        Assert.True(after < before / 4, $"{before} bytes became {after}.");
        Assert.Equal((2, new ClockAnchor("boot", 7, 8)), (opening.Epoch, opening.Anchor));
        Assert.Equal(("id", "what", "who@example.com", 42L, IndexedValueType.Keyword), opening.Namespaces.Select(n => (n.Id, n.Description, n.OwnerEmail, n.RetentionTicks, n.SearchAttributes["Tier"])).Single());
        Assert.Equal((1_200, 1_200), (stored!.Version, stored.Events.Count));
        Assert.Equal(run.RunId, await reopened.FindCurrentAsync(run.Key, cancel));
        Assert.Null(await reopened.LoadAsync(gone, cancel));
        await reopened.CommitAsync(new(run.Key, [Write(run, 1_200)]));
    }

    [Fact]
    public async Task A_second_server_on_the_same_file_is_refused_and_the_first_goes_on()
    {
        var options = new DevServerOptions { Port = 0, DatabaseFile = _file.Path };
        await using var first = new Server(await DevServerHost.StartAsync(options, TestContext.Current.CancellationToken), new());

        var refused = await Assert.ThrowsAsync<IOException>(() => DevServerHost.StartAsync(options, TestContext.Current.CancellationToken));

        Assert.Contains(_file.Path, refused.Message, StringComparison.Ordinal);
        Assert.NotEmpty(await first.StartWorkflowAsync("a"));
    }

    [Fact]
    public async Task What_the_official_command_line_keeps_in_a_file_is_there_after_a_restart()
    {
        var options = CommandLine.Parse(["server", "start-dev", "--port", "0", "--namespace", "shop", "--db-filename", _file.Path, "--headless"]);
        string run;
        await using (var caller = new Server(await DevServerHost.StartAsync(options, TestContext.Current.CancellationToken), new()))
        {
            run = await caller.StartWorkflowAsync("a", start => start.Memo = new() { Fields = { ["note"] = new Temporalio.Api.Common.V1.Payload { Data = Google.Protobuf.ByteString.CopyFromUtf8("kept") } } });
        }

        await using var next = new Server(await DevServerHost.StartAsync(options, TestContext.Current.CancellationToken), new());
        var task = await next.PollAsync();
        var listed = await next.CallAsync<ListWorkflowExecutionsResponse>(new ListWorkflowExecutionsRequest { Namespace = "default" });

        Assert.Equal(run, task.WorkflowExecution.RunId);
        Assert.Equal("kept", Assert.Single(listed.Executions).Memo.Fields["note"].Data.ToStringUtf8());
    }

    [Fact]
    public void A_file_and_PostgreSQL_at_once_are_refused()
    {
        Assert.Contains("A server keeps its data in PostgreSQL or in a file, not in both.", new DevServerOptions { Database = "Host=x", DatabaseFile = "y" }.Validate());
        Assert.Contains("Time skipping works in memory only.", new DevServerOptions { TimeSkipping = true, DatabaseFile = "y" }.Validate());
    }

    private void Append(params string[] records)
    {
        using var file = new StoreFile(_file.Path);
        file.Open(_ => { });
        foreach (var record in records) file.Append(Encoding.UTF8.GetBytes(record));
    }

    private List<string> Read()
    {
        using var file = new StoreFile(_file.Path);
        var records = new List<string>();
        Assert.Equal(file.Open(record => records.Add(Encoding.UTF8.GetString(record))), records.Count);
        return records;
    }

    private static RunWrite Write(RunRef run, long version) => new()
    {
        Run = run, ExpectedVersion = version, Events = [new() { EventId = version + 1, EventType = EventType.MarkerRecorded }], Volatile = [1, 2, 3], NextDue = 5,
        Summary = new() { Run = run, WorkflowType = "T", TaskQueue = "q", Status = WorkflowExecutionStatus.Running, StartTicks = 1, ExecutionTicks = 1 },
    };
}
