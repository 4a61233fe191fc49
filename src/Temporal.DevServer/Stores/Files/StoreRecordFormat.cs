using Temporal.DevServer.Hosting;
using Temporal.DevServer.State;
using Temporal.DevServer.Visibility;

namespace Temporal.DevServer.Stores.Files;

/// <summary>Records as bytes: a kind, then its values in a fixed order; histories, memos and search attributes as protobuf.</summary>
internal static class StoreRecordFormat
{
    private enum Kind : byte
    {
        Opened = 1,
        Committed = 2,
        Deleted = 3,
        NamespaceSaved = 4,
        NamespaceDeleted = 5,
        Anchored = 6,
    }

    internal static byte[] Write(StoreRecord record)
    {
        using var bytes = new MemoryStream();
        using var to = new BinaryWriter(bytes);
        switch (record)
        {
            case StoreRecord.Opened opened:
                to.Write((byte)Kind.Opened);
                to.Write(opened.Epoch);
                WriteBytes(to, opened.Secret);
                break;
            case StoreRecord.Committed committed:
                to.Write((byte)Kind.Committed);
                WriteCommit(to, committed.Commit);
                break;
            case StoreRecord.Deleted deleted:
                to.Write((byte)Kind.Deleted);
                WriteRun(to, deleted.Run);
                break;
            case StoreRecord.NamespaceSaved saved:
                to.Write((byte)Kind.NamespaceSaved);
                WriteNamespace(to, saved.Namespace);
                break;
            case StoreRecord.NamespaceDeleted deleted:
                to.Write((byte)Kind.NamespaceDeleted);
                to.Write(deleted.Name);
                break;
            case StoreRecord.Anchored { Anchor: var anchor }:
                to.Write((byte)Kind.Anchored);
                to.Write(anchor.Boot);
                to.Write(anchor.UpTicks);
                to.Write(anchor.NowTicks);
                break;
            default:
                throw new ArgumentException($"{record.GetType().Name} is not kept in files.", nameof(record));
        }

        to.Flush();
        return bytes.ToArray();
    }

    /// <exception cref="IOException">A kind of a later version.</exception>
    internal static StoreRecord Read(byte[] bytes)
    {
        using var from = new BinaryReader(new MemoryStream(bytes));
        return (Kind)from.ReadByte() switch
        {
            Kind.Opened => new StoreRecord.Opened(from.ReadInt64(), ReadBytes(from)),
            Kind.Committed => new StoreRecord.Committed(ReadCommit(from)),
            Kind.Deleted => new StoreRecord.Deleted(ReadRun(from)),
            Kind.NamespaceSaved => new StoreRecord.NamespaceSaved(ReadNamespace(from)),
            Kind.NamespaceDeleted => new StoreRecord.NamespaceDeleted(from.ReadString()),
            Kind.Anchored => new StoreRecord.Anchored(new(from.ReadString(), from.ReadInt64(), from.ReadInt64())),
            var later => throw new IOException($"The file has a record of the unknown kind {(byte)later}: a later version of this server wrote it."),
        };
    }

    private static void WriteCommit(BinaryWriter to, StoreCommit commit)
    {
        WriteKey(to, commit.Key);
        to.Write(commit.NewCurrent ?? "");
        to.Write(commit.ReplacedCurrent ?? "");
        to.Write(commit.Writes.Count);
        foreach (var write in commit.Writes)
        {
            WriteRun(to, write.Run);
            to.Write(write.ExpectedVersion);
            to.Write(write.NextDue);
            WriteBytes(to, write.Volatile);
            WriteBytes(to, new History { Events = { write.Events } }.ToByteArray());
            to.Write(write.Summary is not null);
            if (write.Summary is not null) WriteSummary(to, write.Summary);
        }
    }

    private static StoreCommit ReadCommit(BinaryReader from)
    {
        var (key, current, replaced) = (ReadKey(from), NullIfEmpty(from.ReadString()), NullIfEmpty(from.ReadString()));
        var writes = new RunWrite[from.ReadInt32()];
        for (var i = 0; i < writes.Length; i++)
        {
            writes[i] = new()
            {
                Run = ReadRun(from), ExpectedVersion = from.ReadInt64(), NextDue = from.ReadInt64(), Volatile = ReadBytes(from), Events = History.Parser.ParseFrom(ReadBytes(from)).Events,
                Summary = from.ReadBoolean() ? ReadSummary(from) : null,
            };
        }

        return new(key, writes, current, replaced);
    }

    private static void WriteSummary(BinaryWriter to, RunSummary run)
    {
        WriteRun(to, run.Run);
        foreach (var text in new[] { run.WorkflowType, run.TaskQueue, run.ParentWorkflowId, run.ParentRunId, run.RootWorkflowId, run.RootRunId, run.FirstRunId }) to.Write(text);
        foreach (var number in new[] { (long)run.Status, run.StartTicks, run.ExecutionTicks, run.CloseTicks, run.HistoryLength, run.HistorySize }) to.Write(number);
        WriteBytes(to, new Memo { Fields = { run.Memo } }.ToByteArray());
        WriteBytes(to, new SearchAttributes { IndexedFields = { run.SearchAttributes } }.ToByteArray());
    }

    // An initializer runs from top to bottom: the order of the file.
    private static RunSummary ReadSummary(BinaryReader from) => new()
    {
        Run = ReadRun(from), WorkflowType = from.ReadString(), TaskQueue = from.ReadString(), ParentWorkflowId = from.ReadString(), ParentRunId = from.ReadString(),
        RootWorkflowId = from.ReadString(), RootRunId = from.ReadString(), FirstRunId = from.ReadString(),
        Status = (WorkflowExecutionStatus)from.ReadInt64(), StartTicks = from.ReadInt64(), ExecutionTicks = from.ReadInt64(), CloseTicks = from.ReadInt64(),
        HistoryLength = from.ReadInt64(), HistorySize = from.ReadInt64(),
        Memo = Memo.Parser.ParseFrom(ReadBytes(from)).Fields, SearchAttributes = SearchAttributes.Parser.ParseFrom(ReadBytes(from)).IndexedFields,
    };

    private static void WriteNamespace(BinaryWriter to, NamespaceRecord record)
    {
        foreach (var text in new[] { record.Name, record.Id, record.Description, record.OwnerEmail }) to.Write(text);
        to.Write(record.RetentionTicks);
        to.Write(record.SearchAttributes.Count);
        foreach (var (name, type) in record.SearchAttributes)
        {
            to.Write(name);
            to.Write((int)type);
        }
    }

    private static NamespaceRecord ReadNamespace(BinaryReader from)
    {
        var record = new NamespaceRecord(from.ReadString(), from.ReadString(), from.ReadString(), from.ReadString(), from.ReadInt64(), new Dictionary<string, IndexedValueType>());
        var attributes = new Dictionary<string, IndexedValueType>();
        for (var left = from.ReadInt32(); left > 0; left--) attributes[from.ReadString()] = (IndexedValueType)from.ReadInt32();
        return record with { SearchAttributes = attributes };
    }

    private static void WriteKey(BinaryWriter to, WorkflowKey key)
    {
        to.Write(key.Namespace);
        to.Write(key.WorkflowId);
    }

    private static WorkflowKey ReadKey(BinaryReader from) => new(from.ReadString(), from.ReadString());

    private static void WriteRun(BinaryWriter to, RunRef run)
    {
        WriteKey(to, run.Key);
        to.Write(run.RunId);
    }

    private static RunRef ReadRun(BinaryReader from) => new(ReadKey(from), from.ReadString());

    private static void WriteBytes(BinaryWriter to, byte[] bytes)
    {
        to.Write(bytes.Length);
        to.Write(bytes);
    }

    private static byte[] ReadBytes(BinaryReader from) => from.ReadBytes(from.ReadInt32());

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
